import { type Cursor, expect, next } from './cursor.ts'
import { goesOn, readText, skipValue } from './scanner.ts'

/** What an object is, as far as its members tell. `layers` is an object of feature collections by name. */
export type ObjectSort = 'collection' | 'feature' | 'geometry' | 'record' | 'layers' | 'topology' | 'cityjson' | 'other'

/** Looks ahead until a member decides; the cursor stays. */
export function peekObject(c: Cursor, nested = false): ObjectSort {
  const start = c.pos
  const sort = peek(c, nested)
  c.pos = start
  return sort
}

function peek(c: Cursor, nested: boolean): ObjectSort {
  c.pos++
  if (next(c) === 125) return 'other'
  let type: string | undefined
  do {
    next(c)
    const name = readText(c)
    expect(c, 58, "':'")
    const byte = next(c)
    const decided = decide(name, byte)
    if (decided) return decided
    if (name === 'type' && byte === 34) {
      type = readText(c)
      if (type === 'Topology') return 'topology'
      if (type === 'CityJSON' || type === 'CityJSONFeature') return 'cityjson'
      if (type === 'Feature') return 'feature'
      continue
    }
    if (byte === 123 && !nested && !ownMembers.has(name) && peekObject(c, true) === 'collection') return 'layers'
    skipValue(c)
  } while (goesOn(c, 125))
  return type === 'FeatureCollection' ? 'collection' : 'other'
}

const ownMembers: ReadonlySet<string> = new Set(['properties', 'crs', 'metadata'])

function decide(name: string, byte: number): ObjectSort | undefined {
  if (name === 'features' && byte === 91) return 'collection'
  if (name === 'geometry') return 'feature'
  if (name === 'coordinates' || name === 'geometries') return 'geometry'
  if (name === 'polygon' && byte === 91) return 'record'
  return undefined
}
