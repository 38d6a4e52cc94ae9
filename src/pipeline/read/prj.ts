/**
 * Authority code of a `.prj` file (WKT 1 as ESRI or OGC write it, or a bare code), or undefined where it tells none: the outermost
 * AUTHORITY, else the UTM zone in the name.
 */
export function findPrjCrs(wkt: string): string | undefined {
  const codes = [...wkt.matchAll(/(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d{4,6})"?\s*\]/gi)]
  // The authority of the whole stands last; those before belong to datum, units and so on.
  if (/^\s*(PROJ|GEOG|COMPD)/i.test(wkt) && codes.length > 0) return `EPSG:${codes[codes.length - 1][1]}`
  const bare = /^\s*EPSG:(\d{4,6})\s*$/i.exec(wkt)
  if (bare) return `EPSG:${bare[1]}`
  const utm = /UTM[_ ]+zone[_ ]*(\d{1,2})\s*([NS])?/i.exec(wkt)
  if (utm) return `EPSG:${(utm[2]?.toUpperCase() === 'S' ? 32700 : 32600) + Number(utm[1])}`
  const simple = /Projection\s+UTM[\s\S]*?Zone\s+(-?\d{1,2})/i.exec(wkt)
  if (simple) return findSimpleUtm(wkt, Number(simple[1]))
  return /^\s*GEOGCS\s*\[\s*"GCS_WGS_1984"/i.test(wkt) ? 'EPSG:4326' : undefined
}

/** ARC/INFO's keyword form: the southern hemisphere by a negative zone or a false northing. */
function findSimpleUtm(text: string, zone: number): string {
  const south = zone < 0 || /yshift\s+10000000/i.test(text)
  return `EPSG:${(south ? 32700 : 32600) + Math.abs(zone)}`
}
