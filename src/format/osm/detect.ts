const decoder = new TextDecoder()

export type OsmEncoding = 'pbf' | 'xml' | 'overpass'

/** What the first bytes are, or undefined where they are no OSM. */
export function encodingOf(head: Uint8Array): OsmEncoding | undefined {
  const text = decoder.decode(head.subarray(0, 4096))
  if (head[0] === 0 && head[1] === 0 && text.slice(0, 64).includes('OSMHeader')) return 'pbf'
  const start = text.trimStart()
  if (start.startsWith('<') && /<osm(Change)?[\s>]/.test(start)) return 'xml'
  if (start.startsWith('{') && /"osm3s"\s*:|"elements"\s*:\s*\[/.test(start)) return 'overpass'
  return undefined
}

/** See `Reader.detect`. */
export function detect(head: Uint8Array, name: string): number {
  switch (encodingOf(head)) {
    case 'pbf':
    case 'xml':
      return 1
    case 'overpass':
      return 0.9
    case undefined:
      return /\.(osm|osm\.pbf|pbf)$/i.test(name) ? 0.2 : 0
  }
}
