import type { ComponentType } from 'react'

/**
 * What a city system adds to the frame. Everything heavy is behind `load`; titles are keys of locale files (`namespace:key`).
 */
export interface Contribution {
  readonly id: string
  /** Texts of this system, by language; the namespace is the id. */
  readonly locale: Record<'zh' | 'en', () => Promise<{ default: object }>>
  /** Tabs of the panel on the left (of the sheet, on a phone). */
  readonly panels?: readonly View[]
  /** On the right, one at a time, opened by `openCard`. */
  readonly cards?: readonly View[]
  /** Along the bottom, opened by `openDrawer`; the first one also stands in where there is no WebGL. */
  readonly drawers?: readonly View[]
  /** Always mounted: drop zones, dialogs of the system, drawing over the map. */
  readonly overlays?: readonly View[]
  readonly actions?: readonly Action[]
  readonly search?: readonly SearchProvider[]
}

export type Icon = ComponentType<{ size?: number; stroke?: number }>

export interface View {
  readonly id: string
  readonly title: string
  readonly icon?: Icon
  /** Called when a person closes it (not when it is replaced). */
  onClose?(): void
  load(): Promise<ComponentType>
}

/** Something that can be done: a button, a shortcut, an entry of the help sheet and of the command palette. */
export interface Action {
  readonly id: string
  readonly title: string
  readonly icon?: Icon
  /** `Ctrl+Z`, `n`, `Shift+?`; `Ctrl` is the command key on a Mac. */
  readonly shortcut?: string
  /** Where its button stands; without a place it has none. */
  readonly place?: 'select' | 'edit'
  /** Pressed state of a toggle. */
  isActive?(): boolean
  isEnabled?(): boolean
  /** Tells when `isActive` or `isEnabled` may have changed. */
  subscribe?(listener: () => void): () => void
  run(): void
}

export interface SearchProvider {
  readonly id: string
  readonly title: string
  /** At most `limit` results, best first. */
  search(text: string, limit: number, signal: AbortSignal): Promise<SearchResult[]>
}

export interface SearchResult {
  readonly id: string
  readonly label: string
  /** What it is, and where. */
  readonly detail?: string
  run(): void
}
