import { DataError } from '#model/exchange/error.ts'

const valid = /^[a-z0-9][a-z0-9-]{0,62}$/

/** An id which a person chose; throws `schema` where it is none. */
export function requireId(id: string): string {
  if (valid.test(id)) return id
  throw new DataError('schema', `“${id}” cannot be the id of a city.`, {
    cure: 'Use lower-case letters, digits and hyphens, at most 63, not beginning with a hyphen.',
  })
}

/** An id made from a title or file name: `Delft (2020)` becomes `delft-2020`; what has no Latin letters gets a hash of itself. */
export function toId(text: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '')
  return slug || `city-${fnv(text).toString(16).padStart(8, '0')}`
}

/** FNV-1a, 32 bits. */
function fnv(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/** What a file is called without its folder and format: `delft.city.json.gz` becomes `delft`. */
export function toTitle(fileName: string): string {
  const base = fileName.split(/[/\\]/).pop() ?? fileName
  return (
    base.replace(
      /(\.(city|osm|geo|json|jsonl|geojson|gml|xml|pbf|gz|bz2|zip|tiff?|asc|ndjson|geojsonl|geojsons))+$/i,
      '',
    ) || base
  )
}
