import { Menu } from '@mantine/core'
import { IconAdjustments, IconCheck, IconHelp, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { qualities } from '#state/session/state.ts'
import { IconButton } from '../kit/icon-button.tsx'
import { useActionState } from './actions.tsx'
import { useFrame, useSession, useShell } from './context.tsx'
import type { Action } from './contribution.tsx'
import classes from './shell.module.css'
import { describeShortcut } from './shortcut.ts'

export function Brand() {
  const { t } = useTranslation('ui')
  const save = useShell(state => state.save)
  return (
    <div className={classes.brand}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <circle cx="16" cy="16" r="14.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path
          d="M7 20.5h3.5v-7h4v7h3V9h4.5v11.5H25"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinejoin="round"
        />
        <path d="M9 23.5h14M12 26.5h8" stroke="currentColor" strokeWidth="1.2" opacity=".55" strokeLinecap="round" />
      </svg>
      <h1>
        <span lang="zh">慧镜</span> <span lang="en">Huijing</span>
      </h1>
      {save === 'failed' && <span className={classes.unsaved}>{t('shell.notSaved')}</span>}
    </div>
  )
}

export function TopTools({ actions }: { actions: readonly Action[] }) {
  const { t } = useTranslation('ui')
  const { session, shell } = useFrame()
  const theme = useSession(state => state.theme)
  const language = useSession(state => state.language)
  return (
    <fieldset className={`${classes.group} ${classes.topTools}`} aria-label={t('shell.page')}>
      {actions
        .filter(({ place }) => place === 'edit')
        .map(action => (
          <ActionButton key={action.id} action={action} />
        ))}
      <IconButton
        label={t(language === 'zh' ? 'shell.toEnglish' : 'shell.toChinese')}
        shortcut="L"
        icon={<IconLanguage size={20} />}
        onClick={() => session.dispatch({ type: 'language', language: language === 'zh' ? 'en' : 'zh' })}
      />
      <IconButton
        label={t(theme === 'dark' ? 'shell.toLight' : 'shell.toDark')}
        shortcut="D"
        icon={theme === 'dark' ? <IconSun size={20} /> : <IconMoon size={20} />}
        onClick={() => session.dispatch({ type: 'theme', theme: theme === 'dark' ? 'light' : 'dark' })}
      />
      <QualityMenu />
      <IconButton
        label={t('action.help')}
        shortcut="?"
        icon={<IconHelp size={20} />}
        onClick={() => shell.setState({ dialog: 'help' })}
      />
    </fieldset>
  )
}

/** How finely the map is drawn: a weak machine draws less. */
function QualityMenu() {
  const { t } = useTranslation('ui')
  const { session } = useFrame()
  const quality = useSession(state => state.quality)
  return (
    <Menu position="bottom-end" shadow="md" width={220}>
      <Menu.Target>
        <IconButton label={t('quality.label')} icon={<IconAdjustments size={20} />} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('quality.label')}</Menu.Label>
        {qualities.map(value => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === quality}
            leftSection={<IconCheck size={16} style={{ visibility: value === quality ? 'visible' : 'hidden' }} />}
            onClick={() => session.dispatch({ type: 'quality', quality: value })}
          >
            {t(`quality.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

export function ActionButton({ action, side }: { action: Action; side?: 'left' | 'bottom' }) {
  const { t } = useTranslation('ui')
  const { active, enabled } = useActionState(action)
  const Icon = action.icon
  if (!Icon) return null
  return (
    <IconButton
      label={t(action.title)}
      shortcut={action.shortcut && describeShortcut(action.shortcut)}
      icon={<Icon size={20} />}
      active={active}
      disabled={!enabled}
      onClick={action.run}
      side={side}
    />
  )
}
