import type { Ray } from '#model/city/city.ts'
import type { Column } from '#model/city/table.ts'
import { toRowColors } from '#model/style/colors.ts'
import { filterAttributes, runFilter } from '#model/style/filter.ts'
import type { CityLayer, CityLayerOptions, Scene } from '#scene/index.ts'
import type { Presence } from '#state/session/presence.ts'
import type { Layer } from '#state/session/state.ts'
import type { OpenCity } from './importer.ts'
import type { CityModel } from './model.ts'

/** What of the scene the cities need; the scene's code is loaded late, so its functions are handed in. */
export interface Drawing {
  scene: Pick<Scene, 'add' | 'remove' | 'pickRay' | 'requestRender'>
  createCityLayer(options: CityLayerOptions): CityLayer
}

export interface DrawnCities {
  /** The nearest feature under a pixel; undefined where there is none. */
  pick(x: number, y: number): Promise<{ layer: string; row: number } | undefined>
  dispose(): void
}

/** Keeps the cities of the scene as the session's layers say: which there are, colours, filter, selection, hover. */
export function drawCities(drawing: Drawing, model: CityModel, presence: Presence): DrawnCities {
  const drawn = new Map<string, Promise<DrawnCity | undefined>>()

  const follow = (layers: readonly Layer[]) => {
    const wanted = new Set(layers.filter(({ id }) => model.findEntry(id)?.kind === 'city').map(({ id }) => id))
    for (const id of [...drawn.keys()]) if (!wanted.has(id)) remove(id)
    for (const layer of layers) {
      if (!wanted.has(layer.id)) continue
      if (!drawn.has(layer.id)) drawn.set(layer.id, open(layer.id))
      drawn.get(layer.id)?.then(
        city => city?.update(layer),
        () => {},
      )
    }
  }
  const open = async (id: string): Promise<DrawnCity | undefined> => {
    try {
      const city = await model.cities.get(id)
      if (!drawn.has(id)) return undefined
      const { manifest, rowCount } = city
      const onMap = drawing.createCityLayer({ id, manifest, rowCount, source: city })
      drawing.scene.add(onMap)
      return createDrawnCity(onMap, city)
    } catch (error) {
      drawn.delete(id)
      model.say({ kind: 'failed', title: id, error })
      return undefined
    }
  }
  const remove = (id: string) => {
    drawn.delete(id)
    drawing.scene.remove(id)
  }
  const each = (change: (city: DrawnCity, id: string) => void) => {
    for (const [id, city] of drawn) void city.then(ready => ready && change(ready, id))
  }
  const now = () => follow(model.session.getState().layers)
  const showSelected = () => {
    const { selected } = model.store.getState()
    each((city, id) => city.layer.setSelection(selected?.layer === id ? selected.rows : []))
  }
  const stops = [
    model.session.select(state => state.layers, now),
    model.store.subscribe((state, previous) => {
      if (state.entries !== previous.entries) now()
      if (state.selected !== previous.selected) showSelected()
    }),
    presence.subscribe(({ hover }, previous) => {
      if (hover === previous.hover) return
      each((city, id) => city.layer.setHover(hover?.layer === id ? hover.row : undefined))
    }),
  ]
  now()
  showSelected()
  return {
    pick: async (x, y) => {
      const ray = drawing.scene.pickRay(x, y)
      if (!ray) return undefined
      const cities = await Promise.all([...drawn].map(async ([id, city]) => pickIn(id, await city, ray)))
      return cities.filter(hit => hit !== undefined).sort((a, b) => a.distance - b.distance)[0]
    },
    dispose: () => {
      for (const stop of stops) stop()
      for (const id of [...drawn.keys()]) remove(id)
    },
  }
}

interface DrawnCity {
  layer: CityLayer
  city: OpenCity
  isVisible(): boolean
  /** Row passes the layer's filter. */
  isShown(row: number): boolean
  update(layer: Layer): void
}

function createDrawnCity(onMap: CityLayer, city: OpenCity): DrawnCity {
  let last: Layer | undefined
  let mask: Uint8Array | undefined
  const columns = createColumns(city)
  // The city may have been drawn before, with a filter.
  city.showRows?.(undefined).catch(() => undefined)
  const showStyle = async (layer: Layer) => {
    const { style } = layer
    const column = style ? await columns(style.attribute) : undefined
    if (last?.style === style) onMap.setColors(style && column ? toRowColors(style, column) : undefined)
  }
  const showFilter = async (layer: Layer) => {
    const { filter } = layer
    const needed = filter ? await Promise.all(filterAttributes(filter).map(columns)) : []
    if (last?.filter !== filter) return
    const found = needed.filter(column => column !== undefined)
    mask = filter ? runFilter(filter, found, city.rowCount) : undefined
    onMap.setFilter(mask)
    // Where it fails, the next question to the city says so.
    await city.showRows?.(mask).catch(() => undefined)
  }
  return {
    layer: onMap,
    city,
    isVisible: () => last?.visible ?? false,
    isShown: row => mask === undefined || mask[row] === 1,
    update: layer => {
      const before = last
      last = layer
      if (before?.visible !== layer.visible) onMap.setVisible(layer.visible)
      onMap.setOpacity(layer.opacity)
      if (before?.style !== layer.style && (before || layer.style)) void showStyle(layer)
      if (before?.filter !== layer.filter && (before || layer.filter)) void showFilter(layer)
    },
  }
}

/** Columns of the city; undefined where it has none of that name. The last few are kept: a dragged break asks for the same one. */
function createColumns(city: OpenCity): (name: string) => Promise<Column | undefined> {
  const kept = new Map<string, Promise<Column | undefined>>()
  return name => {
    const known = kept.get(name)
    if (known) return known
    const loading = city.column(name).catch(() => undefined)
    kept.set(name, loading)
    if (kept.size > 4) kept.delete(kept.keys().next().value!)
    return loading
  }
}

async function pickIn(
  id: string,
  drawn: DrawnCity | undefined,
  ray: Ray,
): Promise<{ layer: string; row: number; distance: number } | undefined> {
  if (!drawn?.isVisible()) return undefined
  const hit = await drawn.city.pick(drawn.layer.toCityRay(ray))
  return hit && drawn.isShown(hit.row) ? { layer: id, row: hit.row, distance: hit.distance } : undefined
}
