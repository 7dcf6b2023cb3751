import { defineRuler } from '../ruler.ts'

// No commerce document fixes how many people a circle holds. What is known is the mean of those built: 118 million people in
// 5,188 circles, 13,600 communities (2024 report): about 22,700 people and 2.6 communities a circle.
export default defineRuler({
  id: 'commerce-2024',
  name: { zh: '商务口径（2024年全国均值）', en: 'Commerce (national mean of 2024)' },
  cites: '商务部2024年便民生活圈数据：5188个生活圈、1.18亿人、1.36万个社区',
  band: { least: null, most: null, about: 22_700 },
  source: 'https://reportify.ai/news/1163280366983843840; the mean is computed: 118,000,000 / 5,188',
  status: 'inference',
  note: {
    zh: '商务文件没有规定每圈人口的上下限（未公布）；约数为全国已建生活圈的平均值，平均每圈2.6个社区',
    en: 'No commerce document sets limits (not published); about: the mean of the circles built, 2.6 communities each',
  },
})
