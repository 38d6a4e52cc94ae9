import { type Column, findColumn } from '#model/city/table.ts'
import { stringAt, toNumbers } from '../join/cells.ts'
import type { JoinedCity } from '../join/joined.ts'

/** The trees of a city as columns. */
export interface Trees {
  count: number
  lon: Float64Array
  lat: Float64Array
  /** Metres: height of the foot, of the tree, and width of its crown. */
  ground: Float32Array
  height: Float32Array
  crown: Float32Array
  /** 1 for conifers. */
  needle: Uint8Array
  /** Row in the city's table. */
  row: Uint32Array
}

export function gatherTrees(city: JoinedCity): Trees {
  const sets = city.sets.filter(set => set.kind === 'SolitaryVegetationObject' && set.geometry.type === 'point')
  const count = sets.reduce((sum, set) => sum + set.count, 0)
  const trees: Trees = {
    count,
    lon: new Float64Array(count),
    lat: new Float64Array(count),
    ground: new Float32Array(count),
    height: new Float32Array(count),
    crown: new Float32Array(count),
    needle: new Uint8Array(count),
    row: new Uint32Array(count),
  }
  if (count === 0) return trees
  const sizeOf = createSizes(city)
  let i = 0
  for (const { geometry, firstRow, count: members, ground } of sets) {
    if (geometry.type !== 'point') continue
    const { coordinates, dimension } = geometry.points
    for (let f = 0; f < members; f++, i++) {
      trees.lon[i] = coordinates[f * dimension]
      trees.lat[i] = coordinates[f * dimension + 1]
      trees.ground[i] = ground[f]
      trees.row[i] = firstRow + f
      const size = sizeOf(firstRow + f)
      trees.height[i] = size.height
      trees.crown[i] = size.crown
      trees.needle[i] = size.needle
    }
  }
  return trees
}

function createSizes(city: JoinedCity) {
  const find = (names: string[]) => names.map(name => findColumn(city.table, name)).find(column => column !== undefined)
  const numbers = (column: Column | undefined) => column && toNumbers(column, city.rowCount)
  const heights = numbers(find(['height', 'est_height']))
  const crowns = numbers(find(['diameter_crown', 'crownDiameter', 'crown_diameter']))
  const leaf = find(['leaf_type'])
  return (row: number) => {
    // Where the source says nothing, trees differ a little, always the same way.
    const chance = (Math.imul(row + 1, 0x9e3779b1) >>> 8) / 2 ** 24
    const needle = /needle/.test(stringAt(leaf, row)) ? 1 : 0
    const stated = heights?.[row] ?? Number.NaN
    const height = stated > 0.5 && stated < 120 ? stated : 6 + 5 * chance
    const known = crowns?.[row] ?? Number.NaN
    const crown = known > 0.3 && known < 60 ? known : height * (needle ? 0.4 : 0.55 + 0.2 * chance)
    return { height, crown, needle }
  }
}
