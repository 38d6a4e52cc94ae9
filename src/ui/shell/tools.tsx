import { IconHome, IconMinus, IconPerspective, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../kit/icon-button.tsx'
import { usePresence, useShell } from './context.tsx'
import type { Action } from './contribution.tsx'
import classes from './shell.module.css'
import { ActionButton } from './topbar.tsx'

/** Along the right edge: the camera, and what the systems do on the map. */
export function Tools({ actions }: { actions: readonly Action[] }) {
  const { t } = useTranslation('ui')
  const controls = useShell(state => state.controls)
  const selecting = actions.filter(({ place }) => place === 'select')
  return (
    <section className={classes.tools} data-covers="right" aria-label={t('tools.label')}>
      {controls && (
        <fieldset className={classes.group} aria-label={t('tools.camera')}>
          <Compass onClick={controls.north} />
          <IconButton
            label={t('action.zoomIn')}
            shortcut="+"
            side="left"
            icon={<IconPlus size={20} />}
            onClick={() => controls.zoom(0.5)}
          />
          <IconButton
            label={t('action.zoomOut')}
            shortcut="-"
            side="left"
            icon={<IconMinus size={20} />}
            onClick={() => controls.zoom(2)}
          />
          <IconButton
            label={t('action.top')}
            shortcut="T"
            side="left"
            icon={<IconPerspective size={20} />}
            onClick={controls.toggleTop}
          />
          <IconButton
            label={t('action.home')}
            shortcut="H"
            side="left"
            icon={<IconHome size={20} />}
            onClick={controls.home}
          />
        </fieldset>
      )}
      {selecting.length > 0 && (
        <fieldset className={classes.group} aria-label={t('tools.select')}>
          {selecting.map(action => (
            <ActionButton key={action.id} action={action} side="left" />
          ))}
        </fieldset>
      )}
    </section>
  )
}

function Compass({ onClick }: { onClick(): void }) {
  const { t } = useTranslation('ui')
  const heading = usePresence(state => state.heading)
  return (
    <IconButton
      label={t('action.north')}
      shortcut="N"
      side="left"
      onClick={onClick}
      icon={
        <svg viewBox="0 0 24 24" width="22" height="22" style={{ rotate: `${-heading}deg` }} aria-hidden="true">
          <path d="M12 2.5 15.6 12H8.4Z" fill="var(--critical)" />
          <path d="M12 21.5 15.6 12H8.4Z" fill="var(--muted)" />
        </svg>
      }
    />
  )
}
