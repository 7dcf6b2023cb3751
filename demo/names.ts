// What things are called. Everything is made up from common words; nothing is a brand or a place that is there.
import type { Random } from '@yike/core/base/random.ts'

const split = (words: string): readonly string[] => words.split(' ')

/** Stems of streets as nearly every city has them. */
const STREETS = split(
  '人民 中山 解放 建设 和平 胜利 文化 朝阳 光明 团结 友谊 幸福 新华 东风 民主 工农 青年 五一 振兴 育才 花园 长青 迎宾 体育 ' +
    '健康 学府 公园 湖滨 滨河 科技 创业 兴业 民生 民族 永安 长安 太平 安康 富强 文明 诚信 友爱 春晖 明德 崇文 尚德 书院 钟楼 ' +
    '鼓楼 西关 东关 南关 北关 柳林 槐荫 梧桐 银杏 海棠 丁香 玉兰 紫薇 牡丹 芙蓉 茶山 桃源 杏林 梨园 枣园 松涛 竹园 梅岭 桂花 ' +
    '金沙 银河 星海 望江 临江 沿江 观湖 云山 凤凰 麒麟 白鹤 飞云 流霞 晨曦 晓月 清风 翠屏 碧水 青石 玉泉 龙泉 甘露 瑞雪',
)
const LANES = split(
  '豆腐 打铁 箍桶 柴市 米市 鱼市 布店 染坊 酱园 油坊 钱庄 书铺 灯笼 竹器 铜匠 银匠 磨坊 马号 井亭 桥头 水门 塔前 庙前 学前 ' +
    '祠堂 仓前 教场 府前 县前 旗杆 石狮 石板 青砖 花牌楼 大井 双井 三眼井 甜水 苦水 柳树 槐树 皂角 葡萄 石榴 胡同口 乌衣 白塔 马蹄 扁担 百子',
)
const ESTATES = split(
  '锦绣 阳光 金色 碧水 翠湖 水岸 江南 书香 盛世 和谐 康泰 颐和 御景 丽景 景明 天和 雅苑 怡景 清水 枫林 香樟 银杏 桂香 荷塘 梅园 ' +
    '兰亭 竹韵 松鹤 海棠 紫荆 月桂 春天 秋实 晴川 映月 望湖 听涛 观澜 临风 云栖 朗月 星河 东篱 南山 西溪 北苑 福临 祥和 瑞和 吉祥 ' +
    '如意 平安 安居 乐业 同心 同德 知春 知秋 半山 一方 九里 十里 万和 千禧 百合 玫瑰 蔷薇',
)
const ENDS: Readonly<Record<string, readonly string[]>> = {
  danwei: split('新村 新村 一村 二村 三村 里 小区 宿舍 家属院 东里 西里 南里'),
  estate: split('花园 花苑 苑 家园 雅苑 名苑 公寓 小区 华庭 花城'),
  newtown: split('府 湾 城 新城 天地 名邸 公馆 雅筑 首府 云庭'),
}
const SURNAMES = split(
  '周 陈 李 王 张 刘 赵 吴 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 邓 冯 韩 曹 曾 彭 萧 蔡 潘 田 董 袁 于 余 叶 蒋 杜',
)
const GIVEN = split(
  '秀兰 建国 小芳 桂英 志强 丽华 大勇 春梅 国庆 玉珍 海燕 立新 红霞 永福 金凤 文斌 雪梅 德胜 巧云 长贵',
)
const LUCKY = split('福 惠 兴 顺 和 康 乐 佳 吉 瑞 祥 润 源 泰 盛 丰 恒 百 永 新 鸿 聚 宜 诚')

/** Gives names, each of a kind once. */
export interface Names {
  /** The grid's streets; `main` ones are avenues. */
  street(main: boolean, northSouth: boolean): string
  /** A local street or, in the old quarter, a lane. */
  local(kind: 'street' | 'lane'): string
  /** A compound of a style. */
  compound(style: 'danwei' | 'estate' | 'newtown'): string
  /** A community, a subdistrict, or what is called after the quarter it stands in; without the word for it. */
  quarter(of: 'community' | 'subdistrict' | 'place' | 'park'): string
}

/** Names of streets and compounds, in the order of `rng`. */
export function makeNames(rng: Random): Names {
  const used = new Set<string>()
  const bag = (words: readonly string[], from: Random) => {
    let left: string[] = []
    return () => {
      if (left.length === 0) left = shuffled(words, from)
      return left.pop()!
    }
  }
  const streets = bag(STREETS, rng.fork('streets'))
  const locals = bag(STREETS, rng.fork('locals'))
  const lanes = bag(LANES, rng.fork('lanes'))
  const estates = bag(ESTATES, rng.fork('estates'))
  const quarters = bag([...new Set([...ESTATES, ...STREETS])], rng.fork('quarters'))
  const ends = rng.fork('ends')
  /** The first of some spellings that is not taken; cities number what they run out of. */
  const fresh = (spell: (k: number) => string) => {
    for (let k = 0; ; k++) {
      const name = spell(k)
      if (used.has(name)) continue
      used.add(name)
      return name
    }
  }
  const NUMBERS = split('一 二 三 四 五 六 七 八 九 十')
  const numbered = (k: number) => NUMBERS[(k - 1) % 10]! + (k > 10 ? NUMBERS[Math.floor((k - 1) / 10) % 10]! : '')
  return {
    street(main, northSouth) {
      const stem = streets()
      return fresh(
        (k) => `${stem}${k ? (k === 1 ? (northSouth ? '北' : '东') : numbered(k)) : ''}${main ? '大道' : '路'}`,
      )
    },
    local(kind) {
      if (kind === 'lane') {
        const stem = lanes()
        return fresh((k) => `${stem}${k ? numbered(k) : ''}${k % 2 ? '条' : '巷'}`)
      }
      const stem = locals()
      const end = ends.pick(['街', '支路', '街', '巷', '小路'])
      return fresh((k) => `${stem}${k ? numbered(k) : ''}${end}`)
    },
    compound(style) {
      const stem = estates()
      const end = ends.pick(ENDS[style]!)
      return fresh((k) => `${stem}${end}${k ? `${numbered(k)}期` : ''}`)
    },
    quarter(of) {
      const stem = quarters()
      return fresh((k) => `${of} ${stem}${k ? numbered(k) : ''}`).slice(of.length + 1)
    },
  }
}

/** `things` in a random order (Fisher & Yates). */
export function shuffled<T>(things: readonly T[], rng: Random): T[] {
  const list = [...things]
  for (let i = list.length - 1; i > 0; i--) {
    const j = rng.int(0, i + 1)
    ;[list[i], list[j]] = [list[j]!, list[i]!]
  }
  return list
}

/** Name of an outlet of a trade, such as 老周早餐店. A chain says 演 so that nobody looks for it elsewhere. */
export function outletName(trade: string, street: string, chain: string | null, rng: Random): string {
  const x = rng.next()
  if (chain && x < 0.45) return `${chain}（${street}店）`
  if (x < 0.62) return `${rng.pick(['老', '小', '阿'])}${rng.pick(SURNAMES)}${trade}`
  if (x < 0.72) return `${rng.pick(GIVEN)}${trade}`
  if (x < 0.85) return `${street}${trade}`
  return `${rng.pick(SURNAMES)}记${rng.pick(LUCKY)}${rng.pick(LUCKY)}${trade}`
}
