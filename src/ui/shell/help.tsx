import { Kbd, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFrame, useShell } from './context.tsx'
import type { Action } from './contribution.tsx'
import classes from './shell.module.css'
import { describeShortcut } from './shortcut.ts'

/** How the map is moved, and every shortcut there is, read from the actions themselves. */
export function Help({ actions }: { actions: readonly Action[] }) {
  const { t } = useTranslation('ui')
  const { shell } = useFrame()
  const opened = useShell(state => state.dialog === 'help')
  return (
    <Modal
      opened={opened}
      onClose={() => shell.setState({ dialog: null })}
      title={t('help.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.help}>
        <section>
          <h3>{t('help.map')}</h3>
          <dl>
            {(['drag', 'wheel', 'tilt', 'arrows', 'turn'] as const).map(key => (
              <div key={key}>
                <dt>{t(`help.do.${key}`)}</dt>
                <dd>{t(`help.how.${key}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{t('help.keys')}</h3>
          <dl>
            {actions
              .filter(({ shortcut }) => shortcut)
              .map(({ id, title, shortcut }) => (
                <div key={id}>
                  <dt>{t(title)}</dt>
                  <dd>
                    <Kbd>{describeShortcut(shortcut!)}</Kbd>
                  </dd>
                </div>
              ))}
            <div>
              <dt>{t('help.escape')}</dt>
              <dd>
                <Kbd>Esc</Kbd>
              </dd>
            </div>
          </dl>
        </section>
      </div>
    </Modal>
  )
}
