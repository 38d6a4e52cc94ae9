import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Surface } from '../kit/surface.tsx'
import { focusMap } from './card.tsx'
import { useFrame, useShell } from './context.tsx'
import { LazyView } from './lazy.tsx'
import classes from './shell.module.css'

/** A wide surface along the bottom: tables and charts. */
export function DrawerSlot() {
  const { t } = useTranslation('ui')
  const { contributions, shell, escapes } = useFrame()
  const open = useShell(state => state.drawer)
  const map = useShell(state => state.map)
  const view = contributions.flatMap(({ drawers = [] }) => drawers).find(({ id }) => id === open)
  const close = () => {
    shell.setState({ drawer: null })
    focusMap()
  }
  useEffect(() => (view ? escapes.push(() => shell.setState({ drawer: null })) : undefined), [view, escapes, shell])
  if (!view || map === 'no-webgl' || map === 'failed') return null
  return (
    <Surface
      className={classes.drawer}
      covers="bottom"
      title={t(view.title)}
      close={{ label: t('shell.close'), run: close }}
    >
      <LazyView view={view} />
    </Surface>
  )
}
