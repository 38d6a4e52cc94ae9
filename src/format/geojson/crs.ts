/**
 * Authority code from the `crs` member of GeoJSON before RFC 7946: `{type: 'name', properties: {name: 'urn:ogc:def:crs:EPSG::28992'}}`.
 * CRS84 is lon, lat in WGS84, which is what `EPSG:4326` means here. Undefined for null or an absent name; any other name comes
 * as it is, for the message that it is unknown.
 */
export function parseCrs(member: unknown): string | undefined {
  const name = nameOf(member)
  if (name === undefined) return undefined
  if (/CRS:?84$/i.test(name)) return 'EPSG:4326'
  const code = /EPSG(?:[:/]+[\d.]*)?[:/]+(\d+)$/i.exec(name)
  return code ? `EPSG:${code[1]}` : name
}

function nameOf(member: unknown): string | undefined {
  if (typeof member === 'string') return member
  if (typeof member !== 'object' || member === null || !('properties' in member)) return undefined
  const { properties } = member
  if (typeof properties !== 'object' || properties === null) return undefined
  if ('name' in properties && typeof properties.name === 'string') return properties.name
  if ('code' in properties) return `EPSG:${String(properties.code)}`
  return undefined
}
