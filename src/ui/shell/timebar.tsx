import { Slider } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../kit/icon-button.tsx'
import { dateOf, minutesOf, offsetOf, toClockText, toOffsetText, withDate, withMinutes } from './citytime.ts'
import { useFrame, useSession } from './context.tsx'
import classes from './shell.module.css'

const marks = [0, 6, 12, 18, 24].map(hour => ({ value: hour * 60, label: hour === 24 ? '' : String(hour) }))
/** Seconds of city time in one second. */
const speeds = [1, 60, 600, 3600]

/** The one clock: hour of the day at the place in view, date, play and speed. */
export function TimeBar() {
  const { t } = useTranslation('ui')
  const { session } = useFrame()
  const { time, playing, speed } = useSession(state => state.clock)
  const offset = useSession(state => offsetOf(state.camera?.lon ?? 0, state.camera?.lat ?? 0))
  const minutes = minutesOf(time, offset)
  return (
    <section className={classes.time} data-covers="bottom" aria-label={t('time.label')}>
      <IconButton
        label={t(playing ? 'time.pause' : 'time.play')}
        shortcut="K"
        side="top"
        icon={playing ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
        onClick={() => session.dispatch({ type: 'clock', playing: !playing })}
      />
      <output className={classes.clock} title={t('time.offset', { offset: toOffsetText(offset) })}>
        <strong>{toClockText(minutes)}</strong>
        <small>{toOffsetText(offset)}</small>
      </output>
      <Slider
        className={classes.hours}
        min={0}
        max={1439}
        step={5}
        size={4}
        thumbSize={16}
        marks={marks}
        value={minutes}
        label={null}
        thumbLabel={t('time.hour')}
        thumbProps={{ 'aria-valuetext': toClockText(minutes) }}
        onChange={value => session.dispatch({ type: 'clock', time: withMinutes(time, offset, value) })}
      />
      <input
        type="date"
        className={classes.date}
        aria-label={t('time.date')}
        value={dateOf(time, offset)}
        onChange={event => {
          const moved = withDate(time, offset, event.currentTarget.value)
          if (moved !== undefined) session.dispatch({ type: 'clock', time: moved })
        }}
      />
      <select
        className={classes.speed}
        aria-label={t('time.speed')}
        value={speed}
        onChange={event => session.dispatch({ type: 'clock', speed: Number(event.currentTarget.value) })}
      >
        {speeds.map(value => (
          <option key={value} value={value}>
            {t('time.times', { speed: value })}
          </option>
        ))}
      </select>
    </section>
  )
}
