import type { CrsDefinition } from './definition.ts'

/** Families of EPSG codes with a numbering rule, computed from the rule. */
export function findZone(code: number): CrsDefinition | undefined {
  return utm(code) ?? chinaZone(code) ?? finlandZone(code) ?? japanZone(code) ?? germanZone(code) ?? frenchZone(code)
}

/** UTM families: first code, first and last zone, south, ellipsoid, datum. All these datums agree with WGS84 within 2 m. */
const utmFamilies: [base: number, from: number, to: number, south: boolean, ellipsoid: string, datum: string][] = [
  [32600, 1, 60, false, 'WGS84', 'WGS 84'],
  [32700, 1, 60, true, 'WGS84', 'WGS 84'],
  [25800, 28, 38, false, 'GRS80', 'ETRS89'],
  [26900, 1, 23, false, 'GRS80', 'NAD83'],
  [31954, 11, 22, false, 'GRS80', 'SIRGAS 2000'],
  [31960, 17, 25, true, 'GRS80', 'SIRGAS 2000'],
  [28300, 48, 58, true, 'GRS80', 'GDA94 / MGA'],
  [7800, 46, 59, true, 'GRS80', 'GDA2020 / MGA'],
]

function utm(code: number): CrsDefinition | undefined {
  const family = utmFamilies.find(([base, from, to]) => code - base >= from && code - base <= to)
  if (!family) return undefined
  const [base, , , south, ellipsoid, datum] = family
  const zone = code - base
  const meridian = zone * 6 - 183
  return {
    code,
    name: `${datum} / UTM zone ${zone}${south ? 'S' : 'N'}`,
    proj: `${transverse(meridian, 500000, ellipsoid)} +k=0.9996 +y_0=${south ? 10000000 : 0}`,
    northFirst: false,
    area: south ? [meridian - 3, -80, meridian + 3, 0] : [meridian - 3, 0, meridian + 3, 84],
  }
}

/**
 * CGCS2000 Gauss-Krüger: 4491-4501 six-degree zones 13 to 23 (easting begins with the zone), 4502-4512 the same by central meridian,
 * 4513-4533 three-degree zones 25 to 45, 4534-4554 the same by central meridian.
 */
function chinaZone(code: number): CrsDefinition | undefined {
  if (code < 4491 || code > 4554) return undefined
  const wide = code <= 4512
  const numbered = wide ? code <= 4501 : code <= 4533
  const first = wide ? (numbered ? 4491 : 4502) : numbered ? 4513 : 4534
  const zone = (wide ? 13 : 25) + code - first
  const meridian = 75 + (code - first) * (wide ? 6 : 3)
  const half = wide ? 3 : 1.5
  return {
    code,
    name: `CGCS2000 / ${wide ? '' : '3-degree '}Gauss-Kruger ${numbered ? `zone ${zone}` : `CM ${meridian}E`}`,
    proj: `${transverse(meridian, (numbered ? zone * 1e6 : 0) + 500000, 'GRS80')} +k=1 +y_0=0`,
    northFirst: true,
    area: [meridian - half, 3, meridian + half, 54],
  }
}

/** ETRS89 / GKnFIN, 3873 (zone 19) to 3885 (zone 31): easting begins with the zone. */
function finlandZone(code: number): CrsDefinition | undefined {
  if (code < 3873 || code > 3885) return undefined
  const meridian = code - 3854
  return {
    code,
    name: `ETRS89 / GK${meridian}FIN`,
    proj: `${transverse(meridian, meridian * 1e6 + 500000, 'GRS80')} +k=1 +y_0=0`,
    northFirst: true,
    area: [19, 58.8, 31.6, 70.1],
  }
}

/** Origins of the Japanese plane rectangular zones I to XIX: latitude, longitude (Survey Act, MLIT notification 9 of 2002). */
const japanOrigins: [lat: number, lon: number][] = [
  [33, 129.5],
  [33, 131],
  [36, 132 + 1 / 6],
  [33, 133.5],
  [36, 134 + 1 / 3],
  [36, 136],
  [36, 137 + 1 / 6],
  [36, 138.5],
  [36, 139 + 5 / 6],
  [40, 140 + 5 / 6],
  [44, 140.25],
  [44, 142.25],
  [44, 144.25],
  [26, 142],
  [26, 127.5],
  [26, 124],
  [26, 131],
  [20, 136],
  [26, 154],
]

/** 6669-6687 on JGD2011, 2443-2461 on JGD2000. The two differ by up to metres where the earth moved in 2011. */
function japanZone(code: number): CrsDefinition | undefined {
  const first = code >= 6669 ? 6669 : 2443
  const origin = japanOrigins[code - first]
  if (!origin) return undefined
  const [lat, lon] = origin
  return {
    code,
    name: `JGD20${first === 6669 ? '11' : '00'} / Japan Plane Rectangular CS ${code - first + 1}`,
    proj: `${transverse(lon, 0, 'GRS80', lat)} +k=0.9999 +y_0=0`,
    northFirst: true,
    area: [lon - 2, lat - 7, lon + 2.3, lat + 4],
  }
}

/** DHDN / 3-degree Gauss-Krüger, 31466 (zone 2) to 31469 (zone 5): easting begins with the zone. */
function germanZone(code: number): CrsDefinition | undefined {
  if (code < 31466 || code > 31469) return undefined
  const zone = code - 31464
  return {
    code,
    name: `DHDN / 3-degree Gauss-Kruger zone ${zone}`,
    proj: `+proj=tmerc +lat_0=0 +lon_0=${zone * 3} +k=1 +x_0=${zone * 1e6 + 500000} +y_0=0 +ellps=bessel ${dhdn} +units=m`,
    northFirst: true,
    area: [zone * 3 - 1.7, 47.2, zone * 3 + 1.7, 55.1],
  }
}

/** RGF93 / CC42 to CC50, 3942 to 3950: a cone a degree of latitude. */
function frenchZone(code: number): CrsDefinition | undefined {
  if (code < 3942 || code > 3950) return undefined
  const lat = code - 3900
  const cone = `+proj=lcc +lat_0=${lat} +lon_0=3 +lat_1=${lat - 0.75} +lat_2=${lat + 0.75}`
  return {
    code,
    name: `RGF93 / CC${lat}`,
    proj: `${cone} +x_0=1700000 +y_0=${(lat - 41) * 1e6 + 200000} +ellps=GRS80 +towgs84=0,0,0 +units=m`,
    northFirst: false,
    area: [-5.2, lat - 1.1, 9.7, lat + 1.2],
  }
}

const dhdn = '+towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7'

const transverse = (meridian: number, easting: number, ellipsoid: string, lat = 0) =>
  `+proj=tmerc +lat_0=${lat} +lon_0=${meridian} +x_0=${easting} +ellps=${ellipsoid} +towgs84=0,0,0 +units=m`
