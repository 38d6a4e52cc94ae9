import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { type Frame, useFrame } from './context.tsx'
import type { Action } from './contribution.tsx'
import { isTyping, matchesShortcut } from './shortcut.ts'

/** All that can be done at present: the frame's own actions, then those of the systems. */
export function useActions(): readonly Action[] {
  const frame = useFrame()
  return useMemo(
    () => [...createOwnActions(frame), ...frame.contributions.flatMap(({ actions = [] }) => actions)],
    [frame],
  )
}

export function useActionState(action: Action): { active: boolean | undefined; enabled: boolean } {
  const subscribe = action.subscribe ?? never
  const active = useSyncExternalStore(subscribe, () => action.isActive?.())
  const enabled = useSyncExternalStore(subscribe, () => action.isEnabled?.() ?? true)
  return { active, enabled }
}

/** Runs actions by their shortcuts while this is mounted. Esc closes the topmost open thing. */
export function useShortcuts(actions: readonly Action[]): void {
  const { escapes } = useFrame()
  useEffect(() => {
    // Lists, menus and dialogs close themselves on Esc; whether one was open is only known before they hear the key.
    let popup = false
    const onCapture = () => {
      popup = document.querySelector(openPopups) !== null
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || popup) return
      if (event.key === 'Escape') {
        if (escapes.run()) event.preventDefault()
        return
      }
      if (isTyping(event.target)) return
      const action = actions.find(({ shortcut }) => shortcut && matchesShortcut(event, shortcut))
      if (!action || action.isEnabled?.() === false) return
      event.preventDefault()
      action.run()
    }
    window.addEventListener('keydown', onCapture, { capture: true })
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onCapture, { capture: true })
      window.removeEventListener('keydown', onKey)
    }
  }, [actions, escapes])
}

const openPopups = '[role="combobox"][aria-expanded="true"], [aria-modal="true"], [role="menu"]'

function createOwnActions({ session, shell }: Frame): Action[] {
  const map = (run: (controls: NonNullable<ReturnType<typeof shell.getState>['controls']>) => void) => ({
    isEnabled: () => shell.getState().controls !== null,
    subscribe: shell.subscribe,
    run: () => {
      const { controls } = shell.getState()
      if (controls) run(controls)
    },
  })
  const theme = () => (session.getState().theme === 'dark' ? 'light' : 'dark')
  const language = () => (session.getState().language === 'zh' ? 'en' : 'zh')
  return [
    { id: 'search', title: 'ui:action.search', shortcut: '/', run: () => document.getElementById('search')?.focus() },
    {
      id: 'undo',
      title: 'ui:action.undo',
      icon: IconArrowBackUp,
      shortcut: 'Ctrl+z',
      isEnabled: () => session.getHistory().canUndo,
      subscribe: session.subscribe,
      run: session.undo,
      place: 'edit',
    },
    {
      id: 'redo',
      title: 'ui:action.redo',
      icon: IconArrowForwardUp,
      shortcut: 'Ctrl+Shift+z',
      isEnabled: () => session.getHistory().canRedo,
      subscribe: session.subscribe,
      run: session.redo,
      place: 'edit',
    },
    { id: 'zoom-in', title: 'ui:action.zoomIn', shortcut: '+', ...map(controls => controls.zoom(0.5)) },
    { id: 'zoom-out', title: 'ui:action.zoomOut', shortcut: '-', ...map(controls => controls.zoom(2)) },
    { id: 'north', title: 'ui:action.north', shortcut: 'n', ...map(controls => controls.north()) },
    { id: 'top', title: 'ui:action.top', shortcut: 't', ...map(controls => controls.toggleTop()) },
    { id: 'home', title: 'ui:action.home', shortcut: 'h', ...map(controls => controls.home()) },
    {
      id: 'fold',
      title: 'ui:action.fold',
      shortcut: '[',
      run: () => shell.setState(state => ({ folded: !state.folded })),
    },
    {
      id: 'play',
      title: 'ui:action.play',
      shortcut: 'k',
      run: () => session.dispatch({ type: 'clock', playing: !session.getState().clock.playing }),
    },
    {
      id: 'theme',
      title: 'ui:action.theme',
      shortcut: 'd',
      run: () => session.dispatch({ type: 'theme', theme: theme() }),
    },
    {
      id: 'language',
      title: 'ui:action.language',
      shortcut: 'l',
      run: () => session.dispatch({ type: 'language', language: language() }),
    },
    {
      id: 'help',
      title: 'ui:action.help',
      shortcut: '?',
      run: () => shell.setState(state => ({ dialog: state.dialog === 'help' ? null : 'help' })),
    },
  ]
}

export const never = (_listener: () => void) => () => {}
