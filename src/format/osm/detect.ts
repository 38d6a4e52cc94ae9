const decoder = new TextDecoder()

export type OsmEncoding = 'pbf' | 'xml' | 'overpass' | 'bzip2'

/** What the first bytes are, or undefined where they are no OSM. */
export function encodingOf(head: Uint8Array): OsmEncoding | undefined {
  if (head[0] === 0x42 && head[1] === 0x5a && head[2] === 0x68 && head[4] === 0x31 && head[5] === 0x41) return 'bzip2'
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
    case 'bzip2':
      return /\.osm\.bz2$/i.test(name) ? 0.9 : 0.3
    case undefined:
      return /\.(osm|osm\.pbf|pbf)$/i.test(name) ? 0.2 : 0
  }
}
