import type { Session } from '#state/session/session.ts'

/** Longest step in seconds: after a pause of the page (a sleeping tab) the clock goes on, it does not leap. */
const longestStep = 1
/** Seconds between two steps: ten a second are smooth for sun and shadows. */
const shortestStep = 0.1

/** Moves the session's clock while it plays. Returns the way to stop. */
export function runClock(session: Session): () => void {
  let frame = 0
  let before = 0
  const tick = (now: number) => {
    frame = requestAnimationFrame(tick)
    const seconds = (now - before) / 1000
    if (seconds < shortestStep) return
    before = now
    const { time, speed } = session.getState().clock
    session.dispatch({ type: 'clock', time: time + Math.min(seconds, longestStep) * speed * 1000 })
  }
  const follow = (playing: boolean) => {
    cancelAnimationFrame(frame)
    if (!playing) return
    before = performance.now()
    frame = requestAnimationFrame(tick)
  }
  const stop = session.select(state => state.clock.playing, follow)
  follow(session.getState().clock.playing)
  return () => {
    stop()
    cancelAnimationFrame(frame)
  }
}
