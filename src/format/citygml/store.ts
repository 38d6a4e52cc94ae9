import { FloatList, UintList } from '#math/growable.ts'

/**
 * The polygons of one top-level object with all its parts: they refer to each other by id, forwards and backwards, so they are kept
 * until it ends.
 */
export interface PolygonStore {
  readonly coordinates: FloatList
  /** Vertex after the last of each ring; ring after the last of each polygon. */
  readonly ringEnds: UintList
  readonly polygonEnds: UintList
  /** Index into `surfaceTypes`, by polygon. */
  readonly types: number[]
  readonly ids: Map<string, number>
  clear(): void
}

export function createStore(): PolygonStore {
  const coordinates = new FloatList()
  const ringEnds = new UintList()
  const polygonEnds = new UintList()
  const types: number[] = []
  const ids = new Map<string, number>()
  return {
    coordinates,
    ringEnds,
    polygonEnds,
    types,
    ids,
    clear() {
      coordinates.length = ringEnds.length = polygonEnds.length = types.length = 0
      ids.clear()
    },
  }
}

/** A polygon of the store, or one by the id that an xlink names; reversed where an orientable surface turns it over. */
export interface PolygonRef {
  polygon: number | string
  reversed: boolean
}

/** The surfaces of an object in one LoD, by where they stand. */
export interface LodSurfaces {
  solid: PolygonRef[]
  /** Multi-surfaces of the object itself. */
  loose: PolygonRef[]
  /** Of its boundary surfaces, with the type that each gives its polygon. */
  boundary: (PolygonRef & { type: number })[]
}

export interface ObjectFrame {
  kind: string
  id: string
  parent: string | undefined
  /** Depth of its element. */
  depth: number
  cells: { name: string; value: string | number; unit?: string }[]
  lods: Map<string, LodSurfaces>
  /** Where an implicit geometry (a tree, a lamp by its prototype) stands. */
  point?: [x: number, y: number, z: number]
  /** Polygons that had to be left out. */
  faults: number
}
