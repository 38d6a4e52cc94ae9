import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Note } from '../kit/note.tsx'
import { useFrame, useShell } from './context.tsx'
import { LazyView } from './lazy.tsx'
import classes from './shell.module.css'
import { isTyping } from './shortcut.ts'
import type { MapControls } from './store.ts'

/** The map's place on the page. The map itself comes later, and perhaps never: then the city is shown as a table. */
export function MapView() {
  const { t } = useTranslation('ui')
  const { mountMap, shell } = useFrame()
  const state = useShell(({ map }) => map)
  const loading = useShell(shellState => shellState.loading)
  const container = useRef<HTMLDivElement>(null)

  useEffect(() => (container.current ? mountMap(container.current) : undefined), [mountMap])

  const onKeyDown = (event: React.KeyboardEvent) => {
    const { controls } = shell.getState()
    if (controls && !isTyping(event.target) && moveByKey(controls, event)) event.preventDefault()
  }
  return (
    <main className={classes.map} data-state={state}>
      <div
        ref={container}
        className={classes.canvas}
        role="application"
        aria-label={t('map.label')}
        aria-describedby="map-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the map is moved by the arrow keys
        tabIndex={0}
        onKeyDown={onKeyDown}
      />
      <p id="map-keys" className={classes.hidden}>
        {t('map.keys')}
      </p>
      {state === 'starting' && <p className={classes.starting}>{t('map.starting')}</p>}
      {loading && state === 'ready' && (
        <div className={classes.loading} role="progressbar" aria-label={t('map.loading')} />
      )}
      {(state === 'no-webgl' || state === 'failed') && <WithoutMap state={state} />}
    </main>
  )
}

function WithoutMap({ state }: { state: 'no-webgl' | 'failed' }) {
  const { t } = useTranslation('ui')
  const { contributions } = useFrame()
  const table = contributions.flatMap(({ drawers = [] }) => drawers)[0]
  return (
    <div className={classes.withoutMap}>
      <Note kind="warning" title={t(state === 'no-webgl' ? 'map.noWebgl' : 'map.failed')}>
        <p>{t(state === 'no-webgl' ? 'map.noWebglCure' : 'map.failedCure')}</p>
        <Button size="xs" variant="light" onClick={() => location.reload()}>
          {t('map.reload')}
        </Button>
      </Note>
      {table && <LazyView view={table} />}
    </div>
  )
}

const step = 0.1

function moveByKey(controls: MapControls, { key, shiftKey, ctrlKey, metaKey, altKey }: React.KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return false
  const arrow = arrows[key]
  if (!arrow) return false
  const [right, up] = arrow
  if (shiftKey) controls.turn(right * 10, up * 5)
  else controls.pan(right * step, up * step)
  return true
}

const arrows: Record<string, readonly [right: number, up: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
