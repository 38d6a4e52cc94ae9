import { z } from 'zod/mini'
import type { Session } from './session.ts'
import { type SessionState, sessionSchema } from './state.ts'

/** The session in the browser's localStorage: written within half a second of a change, and when the page goes away. */

const savedSchema = z.object({ version: z.literal(1), session: z.record(z.string(), z.unknown()) })
const delay = 500

/** The subset of `Storage` that is used; a getter that throws (blocked cookies) counts as no storage. */
export type SessionStorage = Pick<Storage, 'getItem' | 'setItem'>

/** What was saved; each part that does not fit the schema is left out, so a bad part never costs the rest. */
export function loadSession(storage: SessionStorage, key: string): Partial<SessionState> {
  try {
    const saved = savedSchema.safeParse(JSON.parse(storage.getItem(key) ?? 'null'))
    return saved.success ? pickValid(saved.data.session) : {}
  } catch {
    return {}
  }
}

/** Saves from now on; `onState` hears whether all is saved, still to be saved, or cannot be. Returns the way to stop. */
export function keepSession(
  session: Session,
  storage: SessionStorage,
  key: string,
  onState: (state: SaveState) => void = () => {},
): { flush(): void; dispose(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    onState(save(session, storage, key))
  }
  const stop = session.subscribe(() => {
    onState('pending')
    timer ??= setTimeout(flush, delay)
  })
  return {
    flush,
    dispose: () => {
      flush()
      stop()
    },
  }
}

export type SaveState = 'saved' | 'pending' | 'failed'

function save(session: Session, storage: SessionStorage, key: string): SaveState {
  try {
    storage.setItem(key, JSON.stringify({ version: 1, session: session.getState() }))
    return 'saved'
  } catch {
    return 'failed'
  }
}

function pickValid(session: Record<string, unknown>): Partial<SessionState> {
  const valid = Object.entries(sessionSchema.shape).flatMap(([key, schema]) => {
    const parsed = z.safeParse(schema as z.ZodMiniType, session[key])
    return key in session && parsed.success ? [[key, parsed.data]] : []
  })
  return Object.fromEntries(valid)
}
