import { useTranslation } from 'react-i18next'
import { usePresence, useShell } from './context.tsx'
import { toDegreesText, toLengthText, toScaleBar } from './scale.ts'
import classes from './shell.module.css'

/** Whose work the globe itself is. */
const base = ['CesiumJS', 'Natural Earth']

/** Where the pointer is, how large the ground is drawn, and whose data it is. */
export function Status() {
  const { t } = useTranslation('ui')
  const attribution = useShell(state => state.attribution)
  const hasMap = useShell(state => state.map === 'ready')
  const sources = hasMap ? [...attribution, ...base] : attribution
  return (
    <footer className={classes.status}>
      {sources.length > 0 && (
        <p className={classes.attribution}>
          <span className={classes.hidden}>{t('status.attribution')}: </span>
          {sources.join(' · ')}
        </p>
      )}
      <Coordinates />
      <ScaleBar />
    </footer>
  )
}

function Coordinates() {
  const { t } = useTranslation('ui')
  const pointer = usePresence(state => state.pointer)
  if (!pointer) return null
  return (
    <p className={classes.coordinates}>
      <b className={classes.hidden}>{t('status.coordinates')}: </b>
      {toDegreesText(pointer.lon, pointer.lat)} <span>{Math.round(pointer.height)} m</span>
    </p>
  )
}

function ScaleBar() {
  const { t } = useTranslation('ui')
  const metresPerPixel = usePresence(state => state.metresPerPixel)
  const bar = metresPerPixel === null ? undefined : toScaleBar(metresPerPixel, 96)
  if (!bar) return null
  const text = toLengthText(bar.metres)
  return (
    <div className={classes.scale} role="img" aria-label={t('status.scale', { length: text })}>
      <span>{text}</span>
      <div style={{ width: bar.pixels }} />
    </div>
  )
}
