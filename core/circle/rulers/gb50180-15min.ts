import { defineRuler } from '../ruler.ts'

export default defineRuler({
  id: 'gb50180-15min',
  name: { zh: '国标十五分钟生活圈居住区', en: 'GB 50180 fifteen-minute tier' },
  cites: 'GB 50180-2018 城市居住区规划设计标准',
  band: { least: 50_000, most: 100_000, about: null },
  source: 'http://ccprjournal.com.cn/news/9923.htm',
  status: 'verified',
  note: {
    zh: '居住人口5万—10万人（1.7万—3.2万套住宅）',
    en: '50,000–100,000 residents (17,000–32,000 homes)',
  },
})
