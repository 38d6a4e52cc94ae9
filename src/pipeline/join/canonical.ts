import { type FeatureKind, roofShapes } from '#model/city/feature.ts'
import { type CategoryColumn, type Column, findColumn, missing, type Table } from '#model/city/table.ts'
import { attributes, buildingUses } from '#model/city/vocabulary.ts'
import { createNumberColumn, createTextColumn, isEmpty, stringAt, toNumbers, toText } from './cells.ts'
import { storeyHeight } from './estimate.ts'
import type { Measures } from './measure.ts'
import { codeOfUse, toBuildingUse } from './use.ts'

/** What sources call an attribute that we understand, likeliest first. Compared in lower case. */
const aliases = {
  name: ['name', 'gml:name', 'building_name', 'bldg_name', 'naam', '名称'],
  'name:zh': ['name:zh', 'name:zh-hans', 'name_zh', 'namezh', 'name:zh-cn', '中文名'],
  'name:en': ['name:en', 'name_en', 'nameen', 'int_name', '英文名'],
  address: ['address', 'addr:full', 'full_address', 'addr', '地址'],
  use: [
    'use',
    'building:use',
    'usage',
    'function',
    'class',
    'building',
    'amenity',
    'shop',
    'tourism',
    'office',
    'healthcare',
    'leisure',
    'type',
    'bldg_type',
    'building_type',
    'landuse',
    'kind',
    'kind_detail',
    '用途',
  ],
  storeys: [
    'storeys',
    'building:levels',
    'storeysaboveground',
    'b3_bouwlagen',
    'levels',
    'num_floors',
    'numfloors',
    'floors',
    'floor',
    'storey',
    'stories',
    'number_of_floors',
    '层数',
    '楼层',
  ],
  year: [
    'year',
    'yearofconstruction',
    'start_date',
    'year_built',
    'yearbuilt',
    'construction_year',
    'oorspronkelijkbouwjaar',
    'oorspronkelijk_bouwjaar',
    'cnstrct_yr',
    'building:year',
    'built',
    '建成年份',
  ],
  population: ['population', 'residents', 'pop', '人口'],
  floorArea: ['floorarea', 'floor_area', 'grossfloorarea', 'gross_floor_area', 'gfa', '建筑面积'],
  energyClass: ['energyclass', 'energy_class', 'energylabel', 'energy_label', 'epc', '能效等级'],
  height: ['height', 'measuredheight', 'bldg:measuredheight', 'building:height', 'render_height', '高度'],
} satisfies Record<string, string[]>

const solidKinds = new Set<FeatureKind>(['Building', 'BuildingPart'])

/** The canonical columns of a set, then the source's own which are not the same thing by the same name. */
export function toCanonicalTable(kind: FeatureKind, table: Table, measures: Measures): Table {
  const building = solidKinds.has(kind)
  const find = createFinder(table)
  const own = table.columns.filter(column => !canonicalNames.has(column.name) && !isEmpty(column))
  const text = (name: keyof typeof aliases) => renamed(find(aliases[name]), name, table.rowCount)
  const columns: (Column | undefined)[] = [
    renamed(findColumn(table, 'id'), 'id', table.rowCount),
    { type: 'category', name: 'kind', codes: new Uint32Array(table.rowCount), dictionary: [kind] },
    ...toNames(find, table.rowCount),
    text('address') ?? toAddress(find, table.rowCount),
    building ? toUse(table, table.rowCount) : undefined,
    ...(building || measures.height ? toMeasured(find, measures, table.rowCount, building) : []),
    toCategory(find(aliases.energyClass), 'energyClass', table.rowCount),
    toRoofShape(measures.roofShape, find),
    ...own,
  ]
  return { rowCount: table.rowCount, columns: columns.filter(column => column !== undefined) }
}

const canonicalNames = new Set<string>(attributes.map(attribute => attribute.name))

/** Storeys above ground as the source tells them, NaN where it does not. */
export function toStoreys(table: Table): Float64Array | undefined {
  return toCount(createFinder(table)(aliases.storeys), table.rowCount)
}

type Find = (names: readonly string[]) => Column | undefined

function createFinder(table: Table): Find {
  const byName = new Map<string, Column>()
  for (const column of table.columns) {
    const name = column.name.toLowerCase()
    if (!byName.has(name) && !isEmpty(column)) byName.set(name, column)
  }
  return names => {
    for (const name of names) {
      const column = byName.get(name)
      if (column) return column
    }
    return undefined
  }
}

function renamed(column: Column | undefined, name: string, rowCount: number): Column | undefined {
  return column && { ...toText(column, rowCount), name }
}

/** False where the bytes of a text cannot be Chinese characters, which begin at U+2E80: most texts need not be decoded to know. */
function mayBeHan(column: Column, row: number): boolean {
  if (column.type === 'number') return false
  if (column.type === 'category') return true
  for (let i = column.offsets[row]; i < column.offsets[row + 1]; i++) if (column.bytes[i] >= 0xe2) return true
  return false
}

const han = /\p{Script=Han}/u

/** `name`, and its two languages; a name in Chinese characters is a Chinese name too. */
function toNames(find: Find, rowCount: number): (Column | undefined)[] {
  const zh = find(aliases['name:zh'])
  const en = find(aliases['name:en'])
  const name = find(aliases.name) ?? zh ?? en
  if (!name) return []
  const chinese = createTextColumn('name:zh', rowCount, row => {
    const own = stringAt(zh, row)
    if (own || !mayBeHan(name, row)) return own
    const plain = stringAt(name, row)
    return han.test(plain) ? plain : ''
  })
  return [renamed(name, 'name', rowCount), chinese, renamed(en, 'name:en', rowCount)]
}

function toAddress(find: Find, rowCount: number): Column | undefined {
  const street = find(['addr:street', 'addr:place', 'street'])
  const number = find(['addr:housenumber', 'addr_housenumber', 'housenumber'])
  if (!street) return undefined
  return createTextColumn('address', rowCount, row =>
    stringAt(street, row) ? `${stringAt(street, row)} ${stringAt(number, row)}`.trim() : '',
  )
}

/** The first of the source's columns which tells the use of a row counts. */
export function toUse(table: Table, rowCount: number): CategoryColumn | undefined {
  const codes = new Uint32Array(rowCount).fill(missing)
  const byName = new Map(table.columns.map(column => [column.name.toLowerCase(), column]))
  let any = false
  for (const name of aliases.use) {
    const column = byName.get(name)
    if (!column || column.type === 'number') continue
    any = true
    const known = column.type === 'category' ? column.dictionary.map(toBuildingUse) : undefined
    for (let row = 0; row < rowCount; row++) {
      if (codes[row] !== missing) continue
      const use = column.type === 'category' ? known![column.codes[row]] : toBuildingUse(stringAt(column, row))
      if (use) codes[row] = codeOfUse(use)
    }
  }
  return any ? { type: 'category', name: 'use', codes, dictionary: [...buildingUses] } : undefined
}

function toMeasured(find: Find, measures: Measures, rowCount: number, building: boolean): (Column | undefined)[] {
  const storeys = toCount(find(aliases.storeys), rowCount)
  const height = withFallback(measures.height, find(aliases.height), rowCount)
  const columns = [height && createNumberColumn('height', height, 'm')]
  if (!building) return columns
  const year = toCount(find(aliases.year), rowCount)
  const population = toCount(find(aliases.population), rowCount)
  const area = measures.footprintArea
  const floorArea = toFloorArea(toCount(find(aliases.floorArea), rowCount), area, storeys, height, rowCount)
  return [
    ...columns,
    storeys && createNumberColumn('storeys', storeys),
    year && createNumberColumn('year', year),
    population && createNumberColumn('population', population),
    area && createNumberColumn('footprintArea', area, 'm²'),
    floorArea && createNumberColumn('floorArea', floorArea, 'm²'),
  ]
}

const toCount = (column: Column | undefined, rowCount: number) => column && toNumbers(column, rowCount)

function withFallback(values: Float64Array | undefined, column: Column | undefined, rowCount: number) {
  if (!column) return values
  const stated = toNumbers(column, rowCount)
  return values ? values.map((value, row) => (Number.isNaN(value) ? stated[row] : value)) : stated
}

/** Stated where the source does; else footprint times storeys, or times the storeys that fit in the height. */
function toFloorArea(
  stated: Float64Array | undefined,
  area: Float64Array | undefined,
  storeys: Float64Array | undefined,
  height: Float64Array | undefined,
  rowCount: number,
): Float64Array | undefined {
  if (!area) return stated
  const values = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    const levels =
      storeys && storeys[row] > 0 ? storeys[row] : Math.max(1, Math.round((height?.[row] ?? 0) / storeyHeight))
    values[row] = stated && !Number.isNaN(stated[row]) ? stated[row] : Math.round(area[row] * levels * 10) / 10
  }
  return values
}

function toCategory(column: Column | undefined, name: string, rowCount: number): CategoryColumn | undefined {
  if (!column) return undefined
  if (column.type === 'category') return { ...column, name }
  const dictionary: string[] = []
  const codeByValue = new Map<string, number>()
  const codes = new Uint32Array(rowCount).fill(missing)
  for (let row = 0; row < rowCount; row++) {
    const value = stringAt(column, row)
    if (!value) continue
    if (!codeByValue.has(value)) codeByValue.set(value, dictionary.push(value) - 1)
    codes[row] = codeByValue.get(value)!
  }
  return { type: 'category', name, codes, dictionary }
}

function toRoofShape(shapes: Uint8Array | undefined, find: Find): Column | undefined {
  const stated = find(['roof:shape', 'roofshape', 'rooftype', 'bldg:rooftype', 'b3_dak_type'])
  if (shapes && (stated || shapes.some(shape => shape > 0))) {
    return { type: 'category', name: 'roofShape', codes: new Uint32Array(shapes), dictionary: [...roofShapes] }
  }
  return stated && !shapes ? toCategory(stated, 'roofShape', lengthOf(stated)) : undefined
}

const lengthOf = (column: Column): number =>
  column.type === 'number'
    ? column.values.length
    : column.type === 'category'
      ? column.codes.length
      : column.offsets.length - 1
