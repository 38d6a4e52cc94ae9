import { createStore, type StoreApi } from 'zustand/vanilla'

/** How the frame stands: what is folded, open, in front. Of this tab only. */
export interface ShellState {
  /** Id of the panel in front on the left. */
  panel: string | null
  folded: boolean
  card: string | null
  drawer: string | null
  /** Height of the phone's sheet. */
  sheet: SheetHeight
  dialog: 'help' | null
  map: MapState
  /** Tiles of the present view are on their way. */
  loading: boolean
  save: 'saved' | 'pending' | 'failed'
  controls: MapControls | null
  /** Sources of what is shown, each once. */
  attribution: readonly string[]
}

export type SheetHeight = 'low' | 'half' | 'full'
export type MapState = 'starting' | 'ready' | 'no-webgl' | 'failed'

/** What the frame's buttons ask of the map. Absent until there is one. */
export interface MapControls {
  /** Nearer (factor < 1) or farther (> 1). */
  zoom(factor: number): void
  turn(heading: number, pitch: number): void
  pan(right: number, forward: number): void
  north(): void
  /** From above, and back to a slant. */
  toggleTop(): void
  home(): void
  /** West, south, east, north; lowest and highest point in metres. */
  flyToExtent(extent: readonly [number, number, number, number], heights: readonly [number, number]): void
  /** Ground polygon (lon, lat pairs) under a screen polygon (x, y pairs); undefined where a corner is sky. */
  toGroundPolygon(corners: readonly number[]): Float64Array | undefined
}

export type Shell = StoreApi<ShellState>

export function createShell(): Shell {
  return createStore<ShellState>(() => ({
    panel: null,
    folded: false,
    card: null,
    drawer: null,
    sheet: 'low',
    dialog: null,
    map: 'starting',
    loading: false,
    save: 'saved',
    controls: null,
    attribution: [],
  }))
}

export function openPanel(shell: Shell, panel: string): void {
  shell.setState(({ sheet }) => ({ panel, folded: false, sheet: sheet === 'low' ? 'half' : sheet }))
}

export function openCard(shell: Shell, card: string): void {
  shell.setState(({ sheet }) => ({ card, sheet: sheet === 'low' ? 'half' : sheet }))
}

export function closeCard(shell: Shell, card: string): void {
  if (shell.getState().card === card) shell.setState({ card: null })
}

export function toggleDrawer(shell: Shell, drawer: string): void {
  shell.setState(state => ({ drawer: state.drawer === drawer ? null : drawer }))
}
