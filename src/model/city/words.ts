/**
 * What people call the values of `use`, `kind` and of the tags that say what a place is, in both languages, for search. The value itself
 * counts as a word too.
 */
const wordsByValue: { readonly [value: string]: string } = {
  // Uses of buildings (`buildingUses`).
  residential: '居住 住宅 公寓 小区 民居 住房 housing apartments flats house home dwelling',
  office: '办公 办公楼 写字楼 商务 offices',
  retail: '商业 商店 商场 购物 零售 shop store mall shopping commercial',
  hotel: '酒店 宾馆 旅馆 hostel guesthouse lodging',
  industrial: '工业 工厂 厂房 仓库 车间 industry factory warehouse plant',
  education: '教育 学校 小学 中学 大学 学院 幼儿园 school college university kindergarten',
  health: '医疗 医院 诊所 卫生 hospital clinic doctors medical',
  public: '公共 政府 行政 机关 government civic townhall',
  religious: '宗教 寺庙 教堂 清真寺 church temple mosque',
  transport: '交通 车站 火车站 机场 station airport terminal',
  leisure: '文体休闲 休闲 文化 体育 体育馆 博物馆 剧院 sports stadium museum theatre culture',
  agriculture: '农业 农场 温室 farm greenhouse barn',
  // Kinds of features.
  Building: '建筑 楼房 building house',
  BuildingPart: '建筑部分',
  Bridge: '桥 桥梁 大桥',
  Tunnel: '隧道 地道',
  Road: '道路 马路 街道 street road',
  Railway: '铁路 地铁 轨道 rail metro subway',
  Waterway: '水道 河道 河流 river stream canal',
  WaterBody: '水体 河 湖 水面 water lake river pond',
  TransportSquare: '广场 square plaza',
  LandUse: '用地 土地利用 land use',
  PlantCover: '绿地 公园 草地 林地 green park garden forest wood grass',
  SolitaryVegetationObject: '树 树木 行道树 tree',
  CityFurniture: '城市家具 路灯 furniture street lamp',
  PointOfInterest: '地点 兴趣点 place poi',
  TransitStop: '车站 地铁站 公交站 站点 stop station bus metro subway',
  Parcel: '地块 宗地 plot lot zoning',
  // Tags of places.
  school: '学校 小学 中学',
  university: '大学',
  college: '学院 大专',
  kindergarten: '幼儿园 托儿所 nursery',
  hospital: '医院',
  clinic: '诊所 卫生院',
  doctors: '诊所 医生',
  pharmacy: '药店 药房 chemist',
  police: '警察 公安 派出所 警察局',
  fire_station: '消防 消防站 消防队 fire station',
  library: '图书馆',
  theatre: '剧院 戏院 theater',
  cinema: '电影院 影院',
  museum: '博物馆',
  bank: '银行',
  post_office: '邮局 邮政 post office',
  restaurant: '餐馆 餐厅 饭店 饭馆',
  cafe: '咖啡馆 咖啡 coffee',
  supermarket: '超市 grocery',
  convenience: '便利店 convenience store',
  marketplace: '市场 菜市场 market',
  parking: '停车场 停车 car park',
  fuel: '加油站 petrol gas station',
  toilets: '厕所 卫生间 公厕 wc restroom',
  place_of_worship: '寺庙 教堂 清真寺 church temple mosque worship',
  townhall: '政府 市政厅 town hall city hall',
}

/** Every value with one of its words, lower case. */
export const valueWords: readonly (readonly [value: string, word: string])[] = Object.entries(wordsByValue).flatMap(
  ([value, words]) => [value, ...words.split(' ')].map(word => [value, word.toLowerCase()] as const),
)
