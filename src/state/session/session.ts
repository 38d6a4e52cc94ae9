import { createStore } from 'zustand/vanilla'
import { type Command, commandSchema, isUndoable, mergeKey } from './command.ts'
import { applyDiff, type Diff, invertDiff, isEmptyDiff, joinDiffs } from './diff.ts'
import { reduceCommand } from './reduce.ts'
import { emptySession, type SessionState } from './state.ts'

export interface Session {
  getState(): SessionState
  /** Changes the state and remembers how to take it back. Returns what changed. Throws where the command is not one of the vocabulary. */
  dispatch(command: Command): Diff
  undo(): boolean
  redo(): boolean
  getHistory(): HistoryState
  /** Calls back with each new value of the selection (compared by `Object.is`); returns the way to stop. */
  select<T>(selector: (state: SessionState) => T, listener: (value: T, previous: T) => void): () => void
  /** Calls back after every change of state or history. */
  subscribe(listener: () => void): () => void
  /** Calls back with each command that changed something, after it did: for the record of what was done. */
  watch(listener: (command: Command, diff: Diff) => void): () => void
  dispose(): void
}

export interface HistoryState {
  canUndo: boolean
  canRedo: boolean
}

interface Step {
  diff: Diff
  key?: string
  at: number
}

interface Stored {
  session: SessionState
  past: readonly Step[]
  future: readonly Step[]
  history: HistoryState
}

const maxSteps = 200
const mergeWithin = 1000

/** `now` gives milliseconds; commands of one gesture are merged by it. */
export function createSession(initial: Partial<SessionState> = {}, now: () => number = Date.now): Session {
  const store = createStore<Stored>(() => toStored({ ...emptySession, ...initial }, [], []))
  const watchers = new Set<(command: Command, diff: Diff) => void>()
  const stops = new Set<() => void>()

  const subscribe = (listener: () => void) => {
    const stop = store.subscribe(listener)
    stops.add(stop)
    return () => {
      stops.delete(stop)
      stop()
    }
  }

  const dispatch = (command: Command): Diff => {
    const parsed = commandSchema.parse(command)
    const { session, past, future } = store.getState()
    const diff = reduceCommand(session, parsed)
    if (isEmptyDiff(diff)) return diff
    const next = applyDiff(session, diff)
    if (isUndoable(parsed))
      store.setState(toStored(next, remember(past, { diff, key: mergeKey(parsed), at: now() }), []))
    else store.setState(toStored(next, past, future))
    for (const watcher of watchers) watcher(parsed, diff)
    return diff
  }

  const undo = () => {
    const { session, past, future } = store.getState()
    const step = past.at(-1)
    if (!step) return false
    store.setState(toStored(applyDiff(session, invertDiff(step.diff)), past.slice(0, -1), [...future, step]))
    return true
  }

  const redo = () => {
    const { session, past, future } = store.getState()
    const step = future.at(-1)
    if (!step) return false
    // Without its key: the next change must not merge into a step that was just brought back.
    store.setState(toStored(applyDiff(session, step.diff), [...past, { ...step, key: undefined }], future.slice(0, -1)))
    return true
  }

  return {
    getState: () => store.getState().session,
    getHistory: () => store.getState().history,
    dispatch,
    undo,
    redo,
    subscribe,
    select: (selector, listener) => {
      let previous = selector(store.getState().session)
      return subscribe(() => {
        const value = selector(store.getState().session)
        if (Object.is(value, previous)) return
        const before = previous
        previous = value
        listener(value, before)
      })
    },
    watch: listener => {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
    dispose: () => {
      watchers.clear()
      for (const stop of stops) stop()
      stops.clear()
    },
  }
}

function toStored(session: SessionState, past: readonly Step[], future: readonly Step[]): Stored {
  return { session, past, future, history: { canUndo: past.length > 0, canRedo: future.length > 0 } }
}

function remember(past: readonly Step[], step: Step): readonly Step[] {
  const last = past.at(-1)
  if (last && step.key !== undefined && last.key === step.key && step.at - last.at < mergeWithin)
    return [...past.slice(0, -1), { ...step, diff: joinDiffs(last.diff, step.diff) }]
  return [...past, step].slice(-maxSteps)
}
