/**
 * CRS of a .prj file: WKT (its own authority code, or the UTM zone its name tells) or Esri's old form of keyword lines. Undefined
 * where it is none of those we can name.
 */
export function parsePrj(text: string): string | undefined {
  // In WKT the outermost element's authority comes last.
  const codes = [...text.matchAll(/(?:AUTHORITY|ID)\["EPSG",\s*"?(\d+)"?\]/gi)]
  if (codes.length) return `EPSG:${codes[codes.length - 1][1]}`
  return wktUtm(text) ?? wktGeographic(text) ?? keywordUtm(text)
}

function wktUtm(text: string): string | undefined {
  const match = /^\s*PROJ(?:CS|CRS)\["[^"]*?UTM[ _]Zone[ _](\d{1,2})([NS])"/i.exec(text)
  return match && /WGS[ _]?(19)?84/i.test(text) ? utm(Number(match[1]), match[2].toUpperCase() === 'S') : undefined
}

const wktGeographic = (text: string): string | undefined =>
  /^\s*GEOG(?:CS|CRS)\["[^"]*WGS[ _]?(19)?84"/i.test(text) ? 'EPSG:4326' : undefined

function keywordUtm(text: string): string | undefined {
  const values = new Map(
    [...text.matchAll(/^[ \t]*(\w+)[ \t]+(\S+)/gm)].map(([, key, value]) => [key.toLowerCase(), value.toUpperCase()]),
  )
  if (values.get('datum') !== 'WGS84' && values.get('datum') !== 'WGS_1984') return undefined
  if (values.get('projection')?.startsWith('GEO')) return 'EPSG:4326'
  if (values.get('projection') !== 'UTM') return undefined
  // A southern zone is told by its false northing, or by a negative number.
  const zone = Number(values.get('zone'))
  return utm(Math.abs(zone), zone < 0 || Number(values.get('yshift') ?? 0) >= 1e7)
}

const utm = (zone: number, south: boolean): string | undefined =>
  zone >= 1 && zone <= 60 ? `EPSG:${south ? 327 : 326}${String(zone).padStart(2, '0')}` : undefined
