import { type BuildingUse, buildingUses } from '#model/city/vocabulary.ts'

/** Words by which sources tell the use of a building, in English, German, Dutch and Chinese; matched as whole values, lower case. */
const words: Record<BuildingUse, string> = {
  other: '',
  residential:
    'residential apartments apartment house detached semidetached_house semi terrace terraced bungalow dormitory dwelling cabin farmhouse static_caravan villa housing allotment_house habitation wohngebäude wohnhaus woonfunctie 住宅 居住 公寓 宿舍 民居',
  office:
    'office offices commercial business company bank government_office bürogebäude kantoorfunctie 办公 写字楼 商务',
  retail:
    'retail shop supermarket mall kiosk department_store marketplace restaurant cafe bar pub fast_food food_court winkelfunctie shopping 商业 零售 商场',
  hotel: 'hotel hostel motel guest_house logiesfunctie accommodation 酒店 宾馆 旅馆',
  industrial:
    'industrial warehouse factory manufacture works storage_tank silo industriefunctie industry 工业 厂房 仓储 仓库',
  education:
    'school university college kindergarten library education onderwijsfunctie schule research_institute 教育 学校 大学 幼儿园',
  health:
    'hospital clinic doctors health healthcare pharmacy dentist nursing_home gezondheidszorgfunctie krankenhaus 医疗 医院 卫生',
  public:
    'public government civic townhall courthouse fire_station police post_office embassy prison bijeenkomstfunctie celfunctie community_centre social_facility military administration 公共 行政 政府',
  religious:
    'church cathedral chapel mosque temple synagogue shrine monastery religious place_of_worship kirche 宗教 寺庙 教堂',
  transport:
    'train_station transportation transport station garage garages parking carport hangar bus_station terminal ferry_terminal bridge toilets fuel 交通 车站 车库 停车场',
  leisure:
    'stadium sports_hall sports_centre sport leisure theatre cinema museum arts_centre pavilion grandstand recreation entertainment riding_hall sportfunctie attraction gallery nightclub 体育 文化 娱乐 博物馆',
  agriculture:
    'farm barn farm_auxiliary greenhouse cowshed stable sty agricultural agriculture landwirtschaft 农业 温室',
}

const useByWord = new Map<string, BuildingUse>(
  Object.entries(words).flatMap(([use, list]) => [
    [use, use as BuildingUse] as const,
    ...list.split(' ').map(word => [word, use as BuildingUse] as const),
  ]),
)

/** Function codes of CityGML's building code list and of the German ALKIS catalogue (31001_NNNN), by their thousands. */
const useByAlkis: [from: number, to: number, use: BuildingUse][] = [
  [1000, 1299, 'residential'],
  [2010, 2049, 'office'],
  [2050, 2069, 'retail'],
  [2070, 2079, 'hotel'],
  [2080, 2099, 'leisure'],
  [2100, 2399, 'industrial'],
  [2400, 2499, 'transport'],
  [2700, 2799, 'agriculture'],
  [3010, 3019, 'public'],
  [3020, 3029, 'education'],
  [3030, 3039, 'leisure'],
  [3040, 3049, 'religious'],
  [3050, 3059, 'health'],
  [3070, 3079, 'public'],
  [3090, 3099, 'transport'],
  [3200, 3299, 'leisure'],
]

/** Use of a building by one of the source's own words; undefined where the word says nothing (`yes`, `true`). */
export function toBuildingUse(word: string): BuildingUse | undefined {
  const lower = word.trim().toLowerCase()
  if (lower === '' || lower === 'yes' || lower === 'no' || lower === 'true') return undefined
  const alkis = /^(?:31001_)?(\d{4})$/.exec(lower)
  if (alkis) return useByAlkis.find(([from, to]) => Number(alkis[1]) >= from && Number(alkis[1]) <= to)?.[2]
  for (const part of lower.split(/[;,|/]\s*/)) {
    const use = useByWord.get(part) ?? useByWord.get(part.replaceAll(' ', '_'))
    if (use) return use
  }
  return undefined
}

export const codeOfUse = (use: BuildingUse): number => buildingUses.indexOf(use)
