import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useActions, useShortcuts } from './actions.tsx'
import { CardSlot } from './card.tsx'
import { useFrame, useShell } from './context.tsx'
import { DrawerSlot } from './drawer.tsx'
import { Help } from './help.tsx'
import { LazyView } from './lazy.tsx'
import { MapView } from './map.tsx'
import { SearchBox } from './search.tsx'
import { Sheet } from './sheet.tsx'
import classes from './shell.module.css'
import { Sidebar } from './sidebar.tsx'
import { Status } from './status.tsx'
import { TimeBar } from './timebar.tsx'
import { Tools } from './tools.tsx'
import { Brand, TopTools } from './topbar.tsx'

/** The frame: the map over the whole page, and small surfaces along its edges. On a phone the map and one sheet. */
export function Shell() {
  const { t } = useTranslation('ui')
  const { contributions } = useFrame()
  const phone = useMediaQuery('(max-width: 700px)', undefined, { getInitialValueInEffect: false })
  const drawer = useShell(state => state.drawer !== null)
  const actions = useActions()
  useShortcuts(actions)
  return (
    <div className={classes.shell} data-phone={phone || undefined} data-drawer={drawer || undefined}>
      <a className={classes.skip} href="#search">
        {t('shell.skip')}
      </a>
      <MapView />
      {contributions
        .flatMap(({ overlays = [] }) => overlays)
        .map(view => (
          <LazyView key={view.id} view={view} quiet />
        ))}
      <header className={classes.top} data-covers="top">
        {!phone && <Brand />}
        <SearchBox />
        <TopTools actions={actions} />
      </header>
      {phone ? (
        <Sheet />
      ) : (
        <>
          <Sidebar />
          <CardSlot />
          <TimeBar />
        </>
      )}
      <Tools actions={actions} />
      <Status />
      <DrawerSlot />
      <Help actions={actions} />
      <section data-portals aria-label={t('shell.onTop')} />
      <Notifications position={phone ? 'top-center' : 'bottom-right'} limit={4} autoClose={6000} />
    </div>
  )
}
