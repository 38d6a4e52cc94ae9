import type { Random } from '#math/random.ts'
import type { StreetName } from './street/street.ts'

type Word = readonly [zh: string, en: string]

const firsts: readonly Word[] = [
  ['长', 'Chang'],
  ['永', 'Yong'],
  ['安', 'An'],
  ['和', 'He'],
  ['文', 'Wen'],
  ['明', 'Ming'],
  ['青', 'Qing'],
  ['云', 'Yun'],
  ['清', 'Qing'],
  ['金', 'Jin'],
  ['玉', 'Yu'],
  ['龙', 'Long'],
  ['凤', 'Feng'],
  ['春', 'Chun'],
  ['秋', 'Qiu'],
  ['松', 'Song'],
  ['竹', 'Zhu'],
  ['梅', 'Mei'],
  ['兰', 'Lan'],
  ['桂', 'Gui'],
  ['柳', 'Liu'],
  ['荷', 'He'],
  ['月', 'Yue'],
  ['星', 'Xing'],
  ['朝', 'Zhao'],
  ['晓', 'Xiao'],
  ['白', 'Bai'],
  ['红', 'Hong'],
  ['紫', 'Zi'],
  ['东', 'Dong'],
  ['新', 'Xin'],
  ['福', 'Fu'],
  ['瑞', 'Rui'],
  ['景', 'Jing'],
  ['望', 'Wang'],
  ['听', 'Ting'],
  ['石', 'Shi'],
  ['双', 'Shuang'],
  ['广', 'Guang'],
  ['平', 'Ping'],
]
const seconds: readonly Word[] = [
  ['江', 'jiang'],
  ['宁', 'ning'],
  ['泰', 'tai'],
  ['兴', 'xing'],
  ['华', 'hua'],
  ['昌', 'chang'],
  ['阳', 'yang'],
  ['山', 'shan'],
  ['溪', 'xi'],
  ['湖', 'hu'],
  ['林', 'lin'],
  ['园', 'yuan'],
  ['桥', 'qiao'],
  ['塔', 'ta'],
  ['亭', 'ting'],
  ['台', 'tai'],
  ['岭', 'ling'],
  ['泉', 'quan'],
  ['港', 'gang'],
  ['洲', 'zhou'],
  ['源', 'yuan'],
  ['德', 'de'],
  ['仁', 'ren'],
  ['义', 'yi'],
  ['康', 'kang'],
  ['乐', 'le'],
  ['丰', 'feng'],
  ['盛', 'sheng'],
  ['祥', 'xiang'],
  ['霞', 'xia'],
  ['波', 'bo'],
  ['浦', 'pu'],
]
const roads = {
  trunk: [['大道', 'Avenue']],
  primary: [
    ['大道', 'Avenue'],
    ['路', 'Road'],
  ],
  secondary: [['路', 'Road']],
  tertiary: [
    ['路', 'Road'],
    ['街', 'Street'],
  ],
  residential: [
    ['街', 'Street'],
    ['路', 'Road'],
  ],
  living_street: [
    ['巷', 'Alley'],
    ['弄', 'Lane'],
    ['胡同', 'Hutong'],
  ],
  unclassified: [['村道', 'Village Road']],
  service: [['里', 'Court']],
} as const satisfies Record<string, readonly Word[]>

/** Names in both languages; each is given once, with a number when the words run out. */
export interface Names {
  street(kind: string): StreetName
  /** Two words, as villages, estates and stations have. */
  place(): StreetName
}

export function createNames(random: Random): Names {
  const used = new Map<string, number>()
  const words = (): Word => {
    const [a, b] = [random.pick(firsts), random.pick(seconds)]
    return [a[0] + b[0], a[1] + b[1]]
  }
  const unique = (make: () => StreetName): StreetName => {
    let name = make()
    for (let i = 0; i < 8 && used.has(name.zh); i++) name = make()
    const count = used.get(name.zh) ?? 0
    used.set(name.zh, count + 1)
    return count === 0 ? name : { zh: `${name.zh}${count + 1}号`, en: `${name.en} No. ${count + 1}` }
  }
  return {
    street: kind => {
      const endings: readonly Word[] = roads[kind as keyof typeof roads] ?? roads.residential
      return unique(() => {
        const [word, ending] = [words(), random.pick(endings)]
        return { zh: word[0] + ending[0], en: `${word[1]} ${ending[1]}` }
      })
    },
    place: () =>
      unique(() => {
        const word = words()
        return { zh: word[0], en: word[1] }
      }),
  }
}

const ordinals: readonly Word[] = [
  ['一', 'First'],
  ['二', 'Second'],
  ['三', 'Third'],
  ['四', 'Fourth'],
  ['五', 'Fifth'],
  ['六', 'Sixth'],
  ['七', 'Seventh'],
  ['八', 'Eighth'],
]

/** Names of the planned main lines. Undefined for those which are named like any street. */
export function mainName(label: string): StreetName | undefined {
  const ring = /^ring (\d+) of (\d+)$/.exec(label)
  if (ring) {
    if (ring[1] === ring[2] && ring[2] !== '1') return { zh: '绕城大道', en: 'Outer Ring Road' }
    const [zh, en] = ordinals[(Number(ring[1]) - 1) % ordinals.length]
    return { zh: `${zh}环路`, en: `${en} Ring Road` }
  }
  return fixed[label]
}

const fixed: Record<string, StreetName> = {
  'north bank': { zh: '滨江北路', en: 'North Riverside Road' },
  'south bank': { zh: '滨江南路', en: 'South Riverside Road' },
  wall: { zh: '环城路', en: 'City Wall Road' },
  axis: { zh: '临江大道', en: 'Linjiang Avenue' },
}
