/** What OpenStreetMap's own data must say; extracts rarely state it. */
const openStreetMap = '© OpenStreetMap contributors, ODbL 1.0'

/** The attribution that the root element of an XML file states (as the OSM API 0.6 does), or OpenStreetMap's. */
export function attributionOf(head: Uint8Array): string {
  const root = /<osm\s[^>]*?\sattribution="([^"]*)"/.exec(new TextDecoder().decode(head.subarray(0, 4096)))
  return root && !root[1].startsWith('http') ? root[1].replaceAll('&amp;', '&') : openStreetMap
}
