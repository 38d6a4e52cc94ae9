import { createStore, type StoreApi } from 'zustand/vanilla'
import { DataError } from '#model/exchange/error.ts'
import type { Extent } from '#model/geo/extent.ts'
import type { Session } from '#state/session/session.ts'
import { offsetOf } from '#ui/shell/citytime.ts'
import { closeCard, openCard, type Shell } from '#ui/shell/store.ts'
import { createOpenCities, type OpenCities } from './cities.ts'
import { inspectorId } from './ids.ts'
import type { CityEntry, CityLibrary, ExportFormat, ForeignContent, ImportInput } from './importer.ts'
import { createJobs, type Job } from './jobs.ts'
import { followSelection, type SelectedRows } from './selected.ts'

export interface CityModelState {
  /** What the library has; null until it has answered. */
  entries: readonly CityEntry[] | null
  jobs: readonly Job[]
  /** An import that waits for a person to name the CRS. */
  question: CrsQuestion | null
  /** Rows of the session's selection; null while nothing is selected. */
  selected: SelectedRows | null
  /** Drawing an area to select. */
  tool: 'box' | 'polygon' | null
  /** The layer whose style or filter is open for editing. */
  editing: { layer: string; part: 'style' | 'filter' } | null
  /** What went well or wrong, for the page to show once; newest last. */
  messages: readonly Message[]
}

export interface CrsQuestion {
  input: ImportInput
  title: string
  error: DataError
}

export type Message =
  | { id: number; kind: 'imported' | 'known'; entry: CityEntry }
  | { id: number; kind: 'failed'; title: string; error: unknown }
  /** On the map, but not in the browser's storage: it will be gone after a reload. */
  | { id: number; kind: 'not-kept'; entry: CityEntry; error: unknown }
  /** Taken out of the catalogue; `undo` brings it back as long as the message is shown. */
  | { id: number; kind: 'removed'; entry: CityEntry; undo(): void }
  | { id: number; kind: 'exported'; name: string; blob: Blob }
  /** Something could not be drawn; `code` is the scene's. */
  | { id: number; kind: 'fault'; code: string; layer: string | undefined; detail: string }

/** `Omit` over each member of the union. */
export type NewMessage = Message extends infer M ? (M extends { id: number } ? Omit<M, 'id'> : never) : never

/** The system of city models: what there is, what is being read, what is selected. */
export interface CityModel {
  readonly store: StoreApi<CityModelState>
  readonly session: Session
  readonly shell: Shell
  readonly cities: OpenCities
  /** Foreign 3D content, for drawing. */
  content(id: string): Promise<ForeignContent>
  /** Reads the list again. */
  refresh(): Promise<void>
  import(input: ImportInput, crs?: string): Promise<void>
  export(entry: CityEntry, format: ExportFormat): Promise<void>
  /** Takes the entry off the map and out of the catalogue at once, and deletes it when the time to undo has passed. */
  remove(entry: CityEntry): void
  /** Shows the entry on the map and flies there. */
  show(entry: CityEntry): void
  flyTo(extent: Extent, heights?: readonly [number, number]): void
  findEntry(id: string): CityEntry | undefined
  say(message: NewMessage): void
  dispose(): void
}

/** Milliseconds; as long as the message with the button is shown. */
export const timeToUndo = 10_000

export function createCityModel(library: CityLibrary, session: Session, shell: Shell): CityModel {
  const store = createStore<CityModelState>(() => ({
    entries: null,
    jobs: [],
    question: null,
    selected: null,
    tool: null,
    editing: null,
    messages: [],
  }))
  const cities = createOpenCities(library)
  const jobs = createJobs(list => store.setState({ jobs: list }))
  let lastMessage = 0
  /** Entries that are hidden already and deleted soon. A page that is closed before keeps them: nothing is lost by accident. */
  const leaving = new Map<string, ReturnType<typeof setTimeout>>()
  const deleteEntry = async (entry: CityEntry) => {
    try {
      cities.close(entry.id)
      await library.remove(entry.id)
    } catch (error) {
      say({ kind: 'failed', title: entry.id, error })
    }
    leaving.delete(entry.id)
    await model.refresh()
  }

  const say = (message: NewMessage) =>
    store.setState(({ messages }) => ({
      messages: [...messages, { id: ++lastMessage, ...message } as Message].slice(-20),
    }))
  const findEntry = (id: string) => store.getState().entries?.find(entry => entry.id === id)
  const flyTo: CityModel['flyTo'] = (extent, heights = [0, 0]) =>
    shell.getState().controls?.flyToExtent(padExtent(extent, 150), heights)

  const model: CityModel = {
    store,
    session,
    shell,
    cities,
    findEntry,
    flyTo,
    say,
    content: id => library.content(id),
    refresh: async () => {
      const entries = (await library.list()).filter(({ id }) => !leaving.has(id))
      store.setState({ entries })
      shell.setState({ attribution: toAttribution(entries, session) })
    },
    show: entry => {
      session.dispatch({
        type: 'layer/add',
        layer: { id: entry.id, title: null, visible: true, opacity: 1, style: null, filter: null },
      })
      if (!entry.extent) return
      keepHour(session, entry.extent)
      flyTo(entry.extent, entry.manifest?.heights)
    },
    import: async (input, crs) => {
      const title = titleOf(input)
      store.setState({ question: null })
      try {
        const camera = session.getState().camera
        const place = camera ? { lon: camera.lon, lat: camera.lat } : undefined
        const { entry, known, kept } = await jobs.run('import', title, job =>
          library.import(input, { ...job, crs, place }),
        )
        // Told below; a full disk may be known before the entry is on the map.
        kept.catch(() => {})
        await model.refresh()
        model.show(entry)
        say({ kind: known ? 'known' : 'imported', entry })
        kept.then(model.refresh).catch((error: unknown) => say({ kind: 'not-kept', entry, error }))
      } catch (error) {
        if (asksForCrs(error)) store.setState({ question: { input, title, error } })
        else if (!isCancelled(error)) say({ kind: 'failed', title, error })
      }
    },
    export: async (entry, format) => {
      const title = `${entry.id} · ${format}`
      try {
        say({ kind: 'exported', ...(await jobs.run('export', title, job => library.export(entry.id, format, job))) })
      } catch (error) {
        if (!isCancelled(error)) say({ kind: 'failed', title, error })
      }
    },
    remove: entry => {
      const before = session.getState().layers
      session.dispatch({ type: 'layer/remove', layer: entry.id })
      const undo = () => {
        clearTimeout(leaving.get(entry.id))
        leaving.delete(entry.id)
        session.dispatch({ type: 'restore', session: { layers: before } })
        void model.refresh()
      }
      leaving.set(
        entry.id,
        setTimeout(() => void deleteEntry(entry), timeToUndo),
      )
      void model.refresh()
      say({ kind: 'removed', entry, undo })
    },
    dispose: () => {
      for (const stop of stops) stop()
      for (const timer of leaving.values()) clearTimeout(timer)
      jobs.dispose()
      cities.dispose()
    },
  }
  const stops = [
    followSelection(session, cities, selected => {
      store.setState({ selected })
      if (selected) openCard(shell, inspectorId)
      else closeCard(shell, inspectorId)
    }),
    session.select(
      state => state.layers,
      () => shell.setState({ attribution: toAttribution(store.getState().entries ?? [], session) }),
    ),
  ]
  return model
}

function titleOf(input: ImportInput): string {
  if ('url' in input) return input.url
  const [first, ...rest] = input.files
  return rest.length === 0 ? (first?.file.name ?? '') : `${first.file.name} +${rest.length}`
}

function asksForCrs(error: unknown): error is DataError {
  return isDataError(error) && ['crs-missing', 'crs-unknown', 'crs-implausible'].includes(error.code)
}

function isCancelled(error: unknown): boolean {
  return (
    (isDataError(error) && error.code === 'cancelled') || (error instanceof DOMException && error.name === 'AbortError')
  )
}

/** Errors that crossed a worker are copies: their class is lost, their name is not. */
export function isDataError(error: unknown): error is DataError {
  return error instanceof DataError || (error instanceof Error && error.name === 'DataError' && 'code' in error)
}

/** Sources of the layers that are on, each once. */
function toAttribution(entries: readonly CityEntry[], session: Session): string[] {
  const on = new Set(session.getState().layers.flatMap(({ id, visible }) => (visible ? [id] : [])))
  const shown = entries.filter(({ id }) => on.has(id))
  const texts = shown.flatMap(({ attribution, manifest }) =>
    attribution ? [attribution] : (manifest?.sources ?? []).flatMap(source => source.attribution ?? []),
  )
  return [...new Set(texts)]
}

/** The hour of the day stays while one moves to a city elsewhere: nobody wants to find theirs in the dark. */
function keepHour(session: Session, [west, south, east, north]: Extent): void {
  const { camera, clock } = session.getState()
  if (!camera || clock.playing) return
  const hours = offsetOf(camera.lon, camera.lat) - offsetOf((west + east) / 2, (south + north) / 2)
  session.dispatch({ type: 'clock', time: clock.time + hours * 3_600_000 })
}

/** At least `metres` from the middle to each edge, so that one building is seen among its neighbours. */
export function padExtent([west, south, east, north]: Extent, metres: number): Extent {
  const lat = (south + north) / 2
  const up = Math.max((north - south) / 2, metres / 111_320)
  const right = Math.max((east - west) / 2, metres / (111_320 * Math.max(0.01, Math.cos((lat * Math.PI) / 180))))
  const lon = (west + east) / 2
  return [lon - right, lat - up, lon + right, lat + up]
}
