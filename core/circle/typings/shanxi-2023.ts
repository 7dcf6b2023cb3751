import { defineTyping } from '../typing.ts'

export default defineTyping({
  id: 'shanxi-2023',
  name: { zh: '山西省星级一刻钟便民生活圈认定', en: 'Shanxi: star rating of circles' },
  adcode: '140000',
  cites: '山西省星级一刻钟便民生活圈认定，2023-10-10',
  year: 2023,
  sources: {
    SX23: {
      title: '山西省：基本保障类23项有15项、品质提升类30项有20项以上方可参评；五星为品质型、四星为提升型、三星为基础型',
      seen: 'http://18522802179.com/n152/n166/c1662004999979995200/content.html',
    },
  },
  listed: { basic: 23, quality: 30 },
  entry: { basic: 15, quality: 20, source: 'SX23', status: 'verified' },
  grades: { basic: null, improved: null, premium: null },
  composite: {
    zh: '达到参评门槛后，星级由综合得分决定；综合得分的项目与分值未公布',
    en: 'Above the threshold the stars go by a composite score, whose items and points were not published',
  },
  labels: {
    basic: { zh: '三星（基础型）', en: 'Three stars (basic)' },
    improved: { zh: '四星（提升型）', en: 'Four stars (improved)' },
    premium: { zh: '五星（品质型）', en: 'Five stars (premium)' },
  },
  presence: { by: 'stands-in' },
  note: {
    zh: '附表逐项未见，本系统标准所列业态少于23项与30项；未列的按未知计。',
    en: 'The items of the tables were not seen; the standard here lists fewer than 23 and 30, and the others count as unknown.',
  },
})
