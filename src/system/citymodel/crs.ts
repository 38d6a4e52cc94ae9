/** Coordinate reference systems a person may choose from, and how the list is searched. Every code is one that the reader transforms. */

export interface CrsChoice {
  code: string
  zh: string
  en: string
}

const named: readonly CrsChoice[] = [
  { code: 'EPSG:4326', zh: 'WGS 84 经纬度', en: 'WGS 84 longitude, latitude' },
  { code: 'EPSG:4490', zh: 'CGCS2000 经纬度', en: 'CGCS2000 longitude, latitude' },
  { code: 'EPSG:3857', zh: 'Web 墨卡托', en: 'Web Mercator' },
  { code: 'EPSG:28992', zh: '荷兰 RD New', en: 'Netherlands RD New' },
  { code: 'EPSG:7415', zh: '荷兰 RD New + NAP 高程', en: 'Netherlands RD New + NAP height' },
  { code: 'EPSG:2056', zh: '瑞士 LV95', en: 'Switzerland LV95' },
  { code: 'EPSG:3068', zh: '德国柏林 Soldner', en: 'Germany, Berlin Soldner' },
  { code: 'EPSG:25831', zh: '欧洲 ETRS89 / UTM 31N', en: 'Europe ETRS89 / UTM 31N' },
  { code: 'EPSG:25832', zh: '欧洲 ETRS89 / UTM 32N', en: 'Europe ETRS89 / UTM 32N' },
  { code: 'EPSG:25833', zh: '欧洲 ETRS89 / UTM 33N', en: 'Europe ETRS89 / UTM 33N' },
  { code: 'EPSG:31985', zh: '巴西 SIRGAS 2000 / UTM 25S', en: 'Brazil SIRGAS 2000 / UTM 25S' },
]

/** Zone number and central meridian of the CGCS2000 Gauss–Krüger families in use in China. */
function chinaZones(): CrsChoice[] {
  const six = range(13, 23).map(zone => ({
    code: `EPSG:${4491 + zone - 13}`,
    zh: `CGCS2000 高斯 6° 带 ${zone} 带（中央经线 ${zone * 6 - 3}°）`,
    en: `CGCS2000 Gauss-Kruger 6° zone ${zone} (meridian ${zone * 6 - 3}°E)`,
  }))
  const sixMeridian = range(13, 23).map(zone => ({
    code: `EPSG:${4502 + zone - 13}`,
    zh: `CGCS2000 高斯 6° 带 中央经线 ${zone * 6 - 3}°（无带号）`,
    en: `CGCS2000 Gauss-Kruger 6°, meridian ${zone * 6 - 3}°E (no zone number)`,
  }))
  const three = range(25, 45).map(zone => ({
    code: `EPSG:${4513 + zone - 25}`,
    zh: `CGCS2000 高斯 3° 带 ${zone} 带（中央经线 ${zone * 3}°）`,
    en: `CGCS2000 Gauss-Kruger 3° zone ${zone} (meridian ${zone * 3}°E)`,
  }))
  const threeMeridian = range(25, 45).map(zone => ({
    code: `EPSG:${4534 + zone - 25}`,
    zh: `CGCS2000 高斯 3° 带 中央经线 ${zone * 3}°（无带号）`,
    en: `CGCS2000 Gauss-Kruger 3°, meridian ${zone * 3}°E (no zone number)`,
  }))
  return [...six, ...sixMeridian, ...three, ...threeMeridian]
}

function utmZones(): CrsChoice[] {
  return range(1, 60).flatMap(zone => [
    { code: `EPSG:${32600 + zone}`, zh: `WGS 84 / UTM ${zone} 带 北`, en: `WGS 84 / UTM zone ${zone}N` },
    { code: `EPSG:${32700 + zone}`, zh: `WGS 84 / UTM ${zone} 带 南`, en: `WGS 84 / UTM zone ${zone}S` },
  ])
}

export const crsChoices: readonly CrsChoice[] = [...named, ...chinaZones(), ...utmZones()]

/** Choices in which every word of the text occurs, in code or either name; a bare number also stands for a code that is not listed. */
export function searchCrs(text: string, limit: number): CrsChoice[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = crsChoices.filter(({ code, zh, en }) => {
    const all = `${code} ${zh} ${en}`.toLowerCase()
    return words.every(word => all.includes(word))
  })
  const typed = /^(?:epsg:)?(\d{4,6})$/i.exec(text.trim())?.[1]
  const code = typed && `EPSG:${typed}`
  if (code && !found.some(choice => choice.code === code)) found.unshift({ code, zh: code, en: code })
  return found.slice(0, limit)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
