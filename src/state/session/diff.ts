import type { SessionState } from './state.ts'

/** What a command changes: for each part of the session its value before and after. The parts are values, never mutated. */
export type Diff = { readonly [K in keyof SessionState]?: readonly [before: SessionState[K], after: SessionState[K]] }

export function applyDiff(state: SessionState, diff: Diff): SessionState {
  const after = Object.entries(diff).map(([key, [, value]]) => [key, value])
  return after.length === 0 ? state : { ...state, ...Object.fromEntries(after) }
}

export function invertDiff(diff: Diff): Diff {
  return Object.fromEntries(Object.entries(diff).map(([key, [before, after]]) => [key, [after, before]]))
}

/** The diff which does `first`, then `second`. */
export function joinDiffs(first: Diff, second: Diff): Diff {
  const joined: Record<string, readonly [unknown, unknown]> = { ...first }
  for (const [key, [before, after]] of Object.entries(second))
    joined[key] = [key in joined ? joined[key][0] : before, after]
  return joined as Diff
}

export const isEmptyDiff = (diff: Diff): boolean => Object.keys(diff).length === 0
