/**
 * Coordinate reference systems by their EPSG code, as PROJ strings: the parameters are those of the EPSG dataset. Families with a
 * numbering rule (UTM, Gauss-Krüger zones) are computed from the rule.
 */
export interface CrsDefinition {
  /** PROJ string, axes in the order east, north (longitude, latitude). */
  proj: string
  name: string
  /** Where the CRS is meant to be used, in degrees WGS84, generously rounded: west, south, east, north. */
  area: readonly [west: number, south: number, east: number, north: number]
}

type Area = CrsDefinition['area']

const world: Area = [-180, -90, 180, 90]

const geographic: Record<number, [name: string, area: Area]> = {
  4326: ['WGS 84', world],
  4979: ['WGS 84 (3D)', world],
  4490: ['China Geodetic Coordinate System 2000', [73, 3, 135, 54]],
  4480: ['China Geodetic Coordinate System 2000 (3D)', [73, 3, 135, 54]],
  4258: ['ETRS89', [-16.1, 32.9, 40.2, 84.7]],
  4937: ['ETRS89 (3D)', [-16.1, 32.9, 40.2, 84.7]],
  4269: ['NAD83', [-180, 14.9, -47.7, 86.5]],
  4674: ['SIRGAS 2000', [-122.2, -59.9, -25.3, 32.7]],
  6668: ['JGD2011', [122.4, 17, 157.7, 46.1]],
  7844: ['GDA2020', [93.4, -60.6, 173.4, -8.4]],
  4283: ['GDA94', [93.4, -60.6, 173.4, -8.4]],
}

const projected: Record<number, [name: string, proj: string, area: Area]> = {
  3857: [
    'WGS 84 / Pseudo-Mercator',
    '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null',
    [-180, -85.06, 180, 85.06],
  ],
  28992: [
    'Amersfoort / RD New',
    '+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.877402,4.0725 +units=m',
    [3.2, 50.7, 7.3, 53.8],
  ],
  2056: [
    'CH1903+ / LV95',
    '+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=2600000 +y_0=1200000 +ellps=bessel +towgs84=674.374,15.056,405.346 +units=m',
    [5.9, 45.8, 10.5, 47.9],
  ],
  21781: [
    'CH1903 / LV03',
    '+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=600000 +y_0=200000 +ellps=bessel +towgs84=674.374,15.056,405.346 +units=m',
    [5.9, 45.8, 10.5, 47.9],
  ],
  3068: [
    'DHDN / Soldner Berlin',
    '+proj=cass +lat_0=52.4186482777778 +lon_0=13.6272036666667 +x_0=40000 +y_0=10000 +ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7 +units=m',
    [13, 52.3, 13.8, 52.7],
  ],
  2263: [
    'NAD83 / New York Long Island (ftUS)',
    '+proj=lcc +lat_0=40.1666666666667 +lon_0=-74 +lat_1=41.0333333333333 +lat_2=40.6666666666667 +x_0=300000.0000000001 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=us-ft',
    [-74.3, 40.4, -71.8, 41.4],
  ],
  2154: [
    'RGF93 / Lambert-93',
    '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0 +units=m',
    [-9.9, 41.1, 10.4, 51.6],
  ],
  27700: [
    'OSGB36 / British National Grid',
    '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m',
    [-9, 49.7, 2.1, 61.1],
  ],
  3035: [
    'ETRS89-extended / LAEA Europe',
    '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +towgs84=0,0,0 +units=m',
    [-35.6, 24.6, 44.9, 84.7],
  ],
  2326: [
    'Hong Kong 1980 Grid System',
    '+proj=tmerc +lat_0=22.3121333333333 +lon_0=114.178555555556 +k=1 +x_0=836694.05 +y_0=819069.8 +ellps=intl +towgs84=-162.619,-276.959,-161.764,-0.067753,2.243648,1.158828,-1.094246 +units=m',
    [113.7, 22.1, 114.6, 22.6],
  ],
  3414: [
    'SVY21 / Singapore TM',
    '+proj=tmerc +lat_0=1.36666666666667 +lon_0=103.833333333333 +k=1 +x_0=28001.642 +y_0=38744.572 +ellps=WGS84 +units=m',
    [103.5, 1.1, 104.1, 1.5],
  ],
  3826: [
    'TWD97 / TM2 zone 121',
    '+proj=tmerc +lat_0=0 +lon_0=121 +k=0.9999 +x_0=250000 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m',
    [119.9, 20.4, 122.1, 26.8],
  ],
}

/** Horizontal part of compound codes which are one number. */
const compound: Record<number, number> = {
  7415: 28992, // + NAP height
  7405: 27700, // + ODN height
  5554: 25831, // + DHHN92 height
  5555: 25832,
  5556: 25833,
  5698: 2154, // + NGF-IGN69 height
  6697: 6668, // + JGD2011 height
  9518: 4326, // + EGM2008 height
}

/** The definition of an EPSG code, or undefined where we do not know it. */
export function findDefinition(code: number): CrsDefinition | undefined {
  const horizontal = compound[code] ?? code
  if (geographic[horizontal]) {
    const [name, area] = geographic[horizontal]
    return { name, area, proj: '+proj=longlat +datum=WGS84' }
  }
  if (projected[horizontal]) {
    const [name, proj, area] = projected[horizontal]
    return { name, proj, area }
  }
  return utm(horizontal) ?? chinaZone(horizontal) ?? finlandZone(horizontal)
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
    name: `${datum} / UTM zone ${zone}${south ? 'S' : 'N'}`,
    proj: `${transverse(meridian, 500000, ellipsoid)} +k=0.9996 +y_0=${south ? 10000000 : 0}`,
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
    name: `CGCS2000 / ${wide ? '' : '3-degree '}Gauss-Kruger ${numbered ? `zone ${zone}` : `CM ${meridian}E`}`,
    proj: `${transverse(meridian, (numbered ? zone * 1e6 : 0) + 500000, 'GRS80')} +k=1 +y_0=0`,
    area: [meridian - half, 3, meridian + half, 54],
  }
}

/** ETRS89 / GKnFIN, 3873 (zone 19) to 3885 (zone 31): easting begins with the zone. */
function finlandZone(code: number): CrsDefinition | undefined {
  if (code < 3873 || code > 3885) return undefined
  const meridian = code - 3854
  return {
    name: `ETRS89 / GK${meridian}FIN`,
    proj: `${transverse(meridian, meridian * 1e6 + 500000, 'GRS80')} +k=1 +y_0=0`,
    area: [19, 58.8, 31.6, 70.1],
  }
}

const transverse = (meridian: number, easting: number, ellipsoid: string) =>
  `+proj=tmerc +lat_0=0 +lon_0=${meridian} +x_0=${easting} +ellps=${ellipsoid} +towgs84=0,0,0 +units=m`
