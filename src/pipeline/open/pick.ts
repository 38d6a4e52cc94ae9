import { tilesReady } from '#format/tiles3d/index.ts'
import type { PickHit, Ray } from '#model/city/city.ts'
import { createPackagePicker, createPlanPicker, type Picker } from '../tile/index.ts'
import type { CityData } from './data.ts'

/** First hit of a ray with the solids of the city; made when first asked for. */
export function createPicking(data: CityData): (ray: Ray) => Promise<PickHit | undefined> {
  let picker: Promise<Picker | undefined> | undefined
  return async ray => {
    picker ??= createPickerOf(data)
    return (await picker)?.pick(ray)
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
