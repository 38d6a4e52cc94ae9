/** What OpenStreetMap's own data must say; extracts rarely state it. */
const openStreetMap = { attribution: '© OpenStreetMap contributors, ODbL 1.0', licence: 'ODbL-1.0' }

export interface Terms {
  attribution: string
  licence?: string
}

/** What the root element of an XML file states of its author and licence (as the OSM API 0.6 does), or OpenStreetMap's. */
export function termsOf(head: Uint8Array): Terms {
  const root = /<osm\s[^>]*>/.exec(new TextDecoder().decode(head.subarray(0, 4096)))?.[0] ?? ''
  const attribution = attributeOf(root, 'attribution')
  if (attribution === undefined || attribution.startsWith('http')) return openStreetMap
  const licence = attributeOf(root, 'license')
  return { attribution, ...(licence ? { licence } : {}) }
}

const attributeOf = (element: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1].replaceAll('&amp;', '&')
