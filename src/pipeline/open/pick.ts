import { tilesReady } from '#format/tiles3d/index.ts'
import type { City, CitySource } from '#model/city/city.ts'
import { noPlace, unitsPerDegree } from '../join/featureIndex.ts'
import { createPackagePicker, createPlanPicker, type Picker } from '../tile/index.ts'
import type { CityData } from './data.ts'

/** The solids of the city, made ready when first asked for: first hit of a ray, and outlines of features. */
export function createPicking(data: CityData): Pick<City, 'pick'> & Required<Pick<CitySource, 'outline' | 'showRows'>> {
  let visible: Uint8Array | undefined
  let picker: Promise<Picker | undefined> | undefined
  const getPicker = () => {
    picker ??= createPickerOf(data)
    return picker
  }
  return {
    pick: async ray => (await getPicker())?.pick(ray, visible && (row => visible?.[row] !== 0)),
    async showRows(mask) {
      visible = mask
    },
    async outline(rows) {
      const solids = await getPicker()
      const { extents } = await data.index()
      const edges: number[] = []
      for (const row of rows) {
        if (!(row >= 0 && row < data.rowCount) || extents[row * 4] === noPlace) continue
        const [west, south, east, north] = extents.subarray(row * 4, row * 4 + 4)
        const place = [(west + east) / 2 / unitsPerDegree, (south + north) / 2 / unitsPerDegree] as const
        for (const coordinate of (await solids?.outline(row, place)) ?? []) edges.push(coordinate)
      }
      return Float64Array.from(edges)
    },
  }
}

async function createPickerOf(data: CityData): Promise<Picker | undefined> {
  const tileset = data.manifest.parts.tiles
  if (data.tiles) return createPlanPicker(data.tiles)
  if (!tileset) return undefined
  await tilesReady()
  const folder = tileset.slice(0, tileset.lastIndexOf('/') + 1)
  return createPackagePicker(await data.file(tileset), path => data.file(folder + path))
}
