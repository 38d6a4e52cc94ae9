import type { CrsDefinition } from './definition.ts'
import { findZone } from './zones.ts'

/**
 * Coordinate reference systems by their EPSG code, as PROJ strings: the parameters are those of the EPSG dataset. Families with a
 * numbering rule (UTM, Gauss-Krüger zones) are in `zones.ts`. Rotations of `+towgs84` follow the position vector convention: those which
 * EPSG publishes as a coordinate frame change sign. Tested against PROJ, family by family.
 */
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

/** Projected systems whose authority names the north first; the families of zones say so themselves. */
const northFirst = new Set([2180, 2193, 2326, 3006, 3035, 3068, 3414, 5186, 31254, 31255, 31256])

const austria = '+ellps=bessel +towgs84=577.326,90.129,463.919,5.137,1.474,5.297,2.4232'

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
    '+proj=tmerc +lat_0=22.3121333333333 +lon_0=114.178555555556 +k=1 +x_0=836694.05 +y_0=819069.8 +ellps=intl +towgs84=-162.619,-276.959,-161.764,0.067753,-2.243648,-1.158828,-1.094246 +units=m',
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
  2180: [
    'ETRF2000-PL / CS92',
    '+proj=tmerc +lat_0=0 +lon_0=19 +k=0.9993 +x_0=500000 +y_0=-5300000 +ellps=GRS80 +towgs84=0,0,0 +units=m',
    [14, 49, 24.2, 56],
  ],
  2193: [
    'NZGD2000 / New Zealand Transverse Mercator 2000',
    '+proj=tmerc +lat_0=0 +lon_0=173 +k=0.9996 +x_0=1600000 +y_0=10000000 +ellps=GRS80 +towgs84=0,0,0 +units=m',
    [166, -47.5, 178.7, -34],
  ],
  2950: [
    'NAD83(CSRS) / MTM zone 8',
    '+proj=tmerc +lat_0=0 +lon_0=-73.5 +k=0.9999 +x_0=304800 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m',
    [-75, 44.9, -72, 62.6],
  ],
  3006: ['SWEREF99 TM', '+proj=utm +zone=33 +ellps=GRS80 +towgs84=0,0,0 +units=m', [10, 54.9, 24.2, 69.1]],
  3067: ['ETRS89 / TM35FIN(E,N)', '+proj=utm +zone=35 +ellps=GRS80 +towgs84=0,0,0 +units=m', [19, 58.8, 31.6, 70.1]],
  5186: [
    'Korea 2000 / Central Belt 2010',
    '+proj=tmerc +lat_0=38 +lon_0=127 +k=1 +x_0=200000 +y_0=600000 +ellps=GRS80 +towgs84=0,0,0 +units=m',
    [126, 33, 128, 38.4],
  ],
  31370: [
    'BD72 / Belgian Lambert 72',
    '+proj=lcc +lat_0=90 +lon_0=4.36748666666667 +lat_1=51.1666672333333 +lat_2=49.8333339 +x_0=150000.013 +y_0=5400088.438 +ellps=intl +towgs84=-106.8686,52.2978,-103.7239,0.3366,-0.457,1.8422,-1.2747 +units=m',
    [2.5, 49.4, 6.5, 51.6],
  ],
  2227: [
    'NAD83 / California zone 3 (ftUS)',
    '+proj=lcc +lat_0=36.5 +lon_0=-120.5 +lat_1=38.4333333333333 +lat_2=37.0666666666667 +x_0=2000000.0001016 +y_0=500000.0001016 +ellps=GRS80 +towgs84=0,0,0 +units=us-ft',
    [-123.1, 36.7, -117.8, 38.8],
  ],
  2229: [
    'NAD83 / California zone 5 (ftUS)',
    '+proj=lcc +lat_0=33.5 +lon_0=-118 +lat_1=35.4666666666667 +lat_2=34.0333333333333 +x_0=2000000.0001016 +y_0=500000.0001016 +ellps=GRS80 +towgs84=0,0,0 +units=us-ft',
    [-121.5, 32.7, -114.1, 35.9],
  ],
  2249: [
    'NAD83 / Massachusetts Mainland (ftUS)',
    '+proj=lcc +lat_0=41 +lon_0=-71.5 +lat_1=42.6833333333333 +lat_2=41.7166666666667 +x_0=200000.0001016 +y_0=750000 +ellps=GRS80 +towgs84=0,0,0 +units=us-ft',
    [-73.6, 41.4, -69.8, 42.9],
  ],
  3435: [
    'NAD83 / Illinois East (ftUS)',
    '+proj=tmerc +lat_0=36.6666666666667 +lon_0=-88.3333333333333 +k=0.999975 +x_0=300000 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=us-ft',
    [-89.3, 37, -87, 42.6],
  ],
  6539: [
    'NAD83(2011) / New York Long Island (ftUS)',
    '+proj=lcc +lat_0=40.1666666666667 +lon_0=-74 +lat_1=41.0333333333333 +lat_2=40.6666666666667 +x_0=300000 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=us-ft',
    [-74.3, 40.4, -71.8, 41.4],
  ],
  3812: [
    'ETRS89 / Belgian Lambert 2008',
    '+proj=lcc +lat_0=50.797815 +lon_0=4.35921583333333 +lat_1=49.8333333333333 +lat_2=51.1666666666667 +x_0=649328 +y_0=665262 +ellps=GRS80 +towgs84=0,0,0 +units=m',
    [2.5, 49.4, 6.5, 51.6],
  ],
  3763: [
    'ETRS89 / Portugal TM06',
    '+proj=tmerc +lat_0=39.6682583333333 +lon_0=-8.13310833333333 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m',
    [-9.6, 36.9, -6.1, 42.2],
  ],
  31254: [
    'MGI / Austria GK West',
    `+proj=tmerc +lat_0=0 +lon_0=10.3333333333333 +k=1 +x_0=0 +y_0=-5000000 ${austria} +units=m`,
    [9.5, 46.7, 11.9, 47.7],
  ],
  31255: [
    'MGI / Austria GK Central',
    `+proj=tmerc +lat_0=0 +lon_0=13.3333333333333 +k=1 +x_0=0 +y_0=-5000000 ${austria} +units=m`,
    [11.8, 46.3, 14.9, 48.8],
  ],
  31256: [
    'MGI / Austria GK East',
    `+proj=tmerc +lat_0=0 +lon_0=16.3333333333333 +k=1 +x_0=0 +y_0=-5000000 ${austria} +units=m`,
    [14.8, 46.5, 17.2, 49.1],
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
  5845: 3006, // + RH2000 height
  5972: 25832, // + NN2000 height
  5973: 25833,
  6190: 31370, // + Ostend height
  6697: 6668, // + JGD2011 height
  9518: 4326, // + EGM2008 height
}

/** The definition of an EPSG code, or undefined where we do not know it. */
export function findDefinition(code: number): CrsDefinition | undefined {
  const horizontal = compound[code] ?? code
  if (geographic[horizontal]) {
    const [name, area] = geographic[horizontal]
    return { code: horizontal, name, area, proj: '+proj=longlat +datum=WGS84', northFirst: true }
  }
  if (projected[horizontal]) {
    const [name, proj, area] = projected[horizontal]
    return { code: horizontal, name, proj, area, northFirst: northFirst.has(horizontal) }
  }
  return findZone(horizontal)
}
