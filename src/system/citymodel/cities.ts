import type { CityLibrary, OpenCity } from './importer.ts'

/** Open cities by entry id: each is opened once, whoever asks, and closed when its entry goes. */
export interface OpenCities {
  get(id: string): Promise<OpenCity>
  /** Closes the city, also one that is still being opened. */
  close(id: string): void
  dispose(): void
}

export function createOpenCities(library: Pick<CityLibrary, 'open'>): OpenCities {
  const open = new Map<string, Promise<OpenCity>>()
  const close = (id: string) => {
    const city = open.get(id)
    open.delete(id)
    city?.then(
      opened => opened.dispose(),
      () => {},
    )
  }
  return {
    get: id => {
      const known = open.get(id)
      if (known) return known
      const opening = library.open(id)
      open.set(id, opening)
      // One that failed may be tried again.
      opening.catch(() => {
        if (open.get(id) === opening) open.delete(id)
      })
      return opening
    },
    close,
    dispose: () => {
      for (const id of [...open.keys()]) close(id)
    },
  }
}
