/**
 * The authority code of a CRS however it is written: `EPSG:28992`, `urn:ogc:def:crs:EPSG::28992`,
 * `http://www.opengis.net/def/crs/EPSG/0/28992`, `http://www.opengis.net/gml/srs/epsg.xml#28992`, CRS84, and compounds of a horizontal and
 * a vertical CRS, which become `EPSG:3068+5783`. Undefined where there is no code in it.
 */
export function parseCrsName(name: string): string | undefined {
  if (/CRS:?84/i.test(name)) return 'OGC:CRS84'
  if (/^\d{4,6}$/.test(name.trim())) return `EPSG:${name.trim()}`
  const codes = [...name.slice(0, 1000).matchAll(epsgCode)].map(([, code]) => code)
  return codes.length > 0 ? `EPSG:${codes.join('+')}` : undefined
}

/** The code is what follows the version, if any: `EPSG::7415`, `EPSG:6.12:3068`, `EPSG/0/28992`, `EPSG/9.9.1/28992`, `epsg.xml#4326`. */
const epsgCode = /EPSG(?:\.xml#|[:/](?:[\d.]*[:/])?|\+)(\d{4,6}(?:\+\d{4,6})*)(?![\d.:/])/gi
