// Data: the documents that values of the Chinese standards were taken from, and where each was seen.
// A value keeps the key of its document; a standard takes along the documents that it cites and no others.
import type { Source } from './define.ts'

/** A document with its year, so that a standard of 2021 does not cite one of 2025. */
export interface DatedSource extends Source {
  readonly year: number
}

/** The documents that values rest on, each once. */
export const SOURCES = {
  G21: {
    title: '《城市一刻钟便民生活圈建设指南》商办流通函〔2021〕247号（11部门，2021-07-20）',
    seen: 'http://fxcwl.com/xinwenzixun/xinzhengjiedu/1308.html （仅开头；基本保障类清单在第12项后截断）',
    year: 2021,
  },
  TJ21: {
    title: '天津市商务局等12部门落实措施分工方案（2021-11），列基本保障类业态15项',
    seen: 'http://life.72177.com/2021/1120/4568571.shtml',
    year: 2021,
  },
  M21: {
    title: '商务部例行新闻发布会 2021-09-02 解读：步行5、8、15分钟',
    seen: 'https://sd.china.com/dsyw/20000932/20210904/25444732.html',
    year: 2021,
  },
  P23: {
    title: '《全面推进城市一刻钟便民生活圈建设三年行动计划（2023-2025）》商办流通函〔2023〕401号（附件2—4的表未见）',
    seen: 'http://swt.fujian.gov.cn/xxgk/jgzn/jgcs/ltyfzc/cssy/202307/t20230720_6210733.htm （开头）；http://nc.smartjx.com/cs/2023/0816/253022061.html （摘录）',
    year: 2023,
  },
  SX: {
    title: '山西省参照商务部分型表：基本保障类23项、品质提升类30项',
    seen: 'http://18522802179.com/n152/n166/c1662004999979995200/content.html',
    year: 2023,
  },
  NEWS24: {
    title: '中国消费者报 2024：两类业态的解释',
    seen: 'http://mci8.hrtwrk.com/news/73c499922.html （转载）',
    year: 2021, // tells of the guide's list
  },
  TJ25: {
    title: '天津市进一步提升城市一刻钟便民生活圈建设水平工作方案（2025-01-26，18部门）',
    seen: 'http://hrmad.com/o6m/6379.html',
    year: 2025,
  },
  N25: {
    title: '商务部等9部门《关于加力推动城市一刻钟便民生活圈建设扩围升级的通知》（2025-09-19）',
    seen: 'http://news.xnnews.com.cn/gnxw2/202509/t20250919_4068144.shtml',
    year: 2025,
  },
  TJ18: {
    title: '天津市15分钟便民消费圈（2018）',
    seen: 'http://www3.hzhnk.com/aqcszqzh/34102.html',
    year: 2018,
  },
  BJ18: {
    title: '北京市《居住配套商业服务设施规划建设使用管理办法（试行）》（2018-07-01）',
    seen: 'http://news.xinxunwang.com/china/bendi/150102.html ; http://kbm75.com/hy/sp/434452.html',
    year: 2018,
  },
  SH16: {
    title: '《上海市15分钟社区生活圈规划导则（试行）》（2016）',
    seen: 'http://shanghai.baogaosu.com （转载）',
    year: 2016,
  },
  GB18: {
    title: 'GB 50180-2018《城市居住区规划设计标准》，附录的数值凭记忆，未核对原文',
    seen: null,
    year: 2018,
  },
  MEMO: {
    title: '《城市一刻钟便民生活圈建设指南》品质提升类清单，凭记忆，未见原文',
    seen: null,
    year: 2021,
  },
  OWN: { title: '本产品的提议，无文件依据', seen: null, year: 2021 },
} as const satisfies Readonly<Record<string, DatedSource>>

/** A document's key. */
export type SourceKey = keyof typeof SOURCES
