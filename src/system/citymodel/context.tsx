import { type ComponentType, createContext, useContext, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Column } from '#model/city/table.ts'
import type { CityEntry } from './importer.ts'
import type { CityModel, CityModelState } from './model.ts'
import { toTitle } from './words.ts'

const ModelContext = createContext<CityModel | null>(null)

/** The component with its city model above it: what the frame mounts. */
export function withModel(model: CityModel, Component: ComponentType): ComponentType {
  return () => (
    <ModelContext.Provider value={model}>
      <Component />
    </ModelContext.Provider>
  )
}

export function useModel(): CityModel {
  const model = useContext(ModelContext)
  if (!model) throw new Error('useModel: there is no city model above')
  return model
}

export function useModelState<T>(selector: (state: CityModelState) => T): T {
  return useStore(useModel().store, selector)
}

export function useEntry(id: string | undefined): CityEntry | undefined {
  return useModelState(({ entries }) => entries?.find(entry => entry.id === id))
}

/** The name a person gave the layer, else the entry's title in the language of the page. */
export function useTitles(): (entry: CityEntry, own?: string | null) => string {
  const { i18n } = useTranslation('citymodel')
  return (entry, own) => own ?? toTitle(entry.title, i18n.language)
}

export interface Loaded<T> {
  value?: T
  error?: unknown
}

/** The outcome of `load`, asked again when a dependency changes; the answer of an older question is dropped. */
export function useLoaded<T>(load: () => Promise<T>, dependencies: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({})
  useEffect(() => {
    let current = true
    setState({})
    load().then(
      value => current && setState({ value }),
      (error: unknown) => current && setState({ error }),
    )
    return () => {
      current = false
    }
    // biome-ignore lint/correctness/useExhaustiveDependencies: `load` is new at every call; what it depends on is given beside it
  }, dependencies)
  return state
}

/** A column of the layer's city; undefined while it is loaded, or where there is none. */
export function useColumn(layer: string, name: string | undefined): Column | undefined {
  const model = useModel()
  return useLoaded(
    async () => (name === undefined ? undefined : (await model.cities.get(layer)).column(name)),
    [model, layer, name],
  ).value
}
