import { createContext, useContext, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { Presence, PresenceState } from '#state/session/presence.ts'
import type { Session } from '#state/session/session.ts'
import type { SessionState } from '#state/session/state.ts'
import type { Contribution } from './contribution.tsx'
import type { Escapes } from './escape.ts'
import type { Shell, ShellState } from './store.ts'

/** One instance of the frame; several may stand on one page. */
export interface Frame {
  session: Session
  presence: Presence
  shell: Shell
  escapes: Escapes
  contributions: readonly Contribution[]
  /** Starts the map in the element once that is there; returns the way to stop it. */
  mountMap(container: HTMLElement): () => void
}

const FrameContext = createContext<Frame | null>(null)

export const FrameProvider = FrameContext.Provider

export function useFrame(): Frame {
  const frame = useContext(FrameContext)
  if (!frame) throw new Error('useFrame: there is no FrameProvider above')
  return frame
}

/** The selector must give the same value for the same state: a part of it, not a new object. */
export function useSession<T>(selector: (state: SessionState) => T): T {
  const { session } = useFrame()
  return useSyncExternalStore(session.subscribe, () => selector(session.getState()))
}

export function useShell<T>(selector: (state: ShellState) => T): T {
  return useStore(useFrame().shell, selector)
}

export function usePresence<T>(selector: (state: PresenceState) => T): T {
  return useStore(useFrame().presence, selector)
}
