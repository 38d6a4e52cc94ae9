import type { SearchHit } from '#model/city/city.ts'
import type { SearchProvider, SearchResult } from '#ui/shell/contribution.tsx'
import { type CityModel, isDataError } from './model.ts'

/** Words in the language of the page, asked for when they are needed: the search box outlives a change of language. */
export interface SearchWords {
  kind(kind: string): string
  title(id: string): string
}

/** Features of all cities that are shown. */
export function createFeatureSearch(model: CityModel, words: () => SearchWords): SearchProvider {
  return {
    id: 'citymodel.features',
    title: 'citymodel:search.features',
    search: async (text, limit, signal) => {
      const shown = model.session.getState().layers.filter(({ id, visible }) => visible && isCity(model, id))
      // One city that cannot answer does not silence the others.
      const found = await Promise.allSettled(shown.map(({ id }) => searchCity(model, id, text, limit, words())))
      for (const [i, outcome] of found.entries())
        if (outcome.status === 'rejected') console.warn(`search in ${shown[i].id} failed`, outcome.reason)
      const hits = found.flatMap(outcome => (outcome.status === 'fulfilled' ? outcome.value : []))
      return signal.aborted ? [] : hits.slice(0, limit)
    },
  }
}

/** Entries of the catalogue by title. */
export function createEntrySearch(model: CityModel, words: () => SearchWords): SearchProvider {
  return {
    id: 'citymodel.entries',
    title: 'citymodel:search.entries',
    search: async (text, limit) => {
      const wanted = text.toLowerCase()
      const entries = model.store.getState().entries ?? []
      const titles = entries.map(entry => ({ entry, label: words().title(entry.id) }))
      return titles
        .filter(({ label }) => label.toLowerCase().includes(wanted))
        .slice(0, limit)
        .map(({ entry, label }) => ({ id: `entry ${entry.id}`, label, run: () => model.show(entry) }))
    },
  }
}

/** Selects the feature, which opens the inspector, and flies there; what is nowhere is selected where one stands. */
export async function goToRow(model: CityModel, layer: string, row: number): Promise<void> {
  model.session.dispatch({ type: 'select', selection: { by: 'rows', layer, rows: [row] } })
  const city = await model.cities.get(layer)
  const bounds = await city.bounds(row).catch((error: unknown) => {
    if (isDataError(error) && error.code === 'not-found') return undefined
    throw error
  })
  if (bounds) model.flyTo(bounds.extent, bounds.heights)
}

async function searchCity(
  model: CityModel,
  layer: string,
  text: string,
  limit: number,
  words: SearchWords,
): Promise<SearchResult[]> {
  const hits = await (await model.cities.get(layer)).search(text, limit * 4)
  // A street is many features of one name: the first stands for them.
  const distinct = new Map(hits.toReversed().map(hit => [`${hit.kind} ${hit.label}`, hit]))
  const first = hits.filter(hit => distinct.get(`${hit.kind} ${hit.label}`) === hit).slice(0, limit)
  return first.map((hit: SearchHit) => ({
    id: `${layer} ${hit.row}`,
    label: hit.label,
    detail: `${words.kind(hit.kind)} · ${words.title(layer)}`,
    run: () =>
      void goToRow(model, layer, hit.row).catch(error => model.say({ kind: 'failed', title: hit.label, error })),
  }))
}

const isCity = (model: CityModel, id: string) => model.findEntry(id)?.kind === 'city'
