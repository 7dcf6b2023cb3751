import { defineTyping, GRADE_NAMES } from '../typing.ts'

// 401号 annex 2 is the table; it could not be read, so neither its items nor its thresholds are known. That it lists 23 and 30 is what
// Shanxi says of it.
export default defineTyping({
  id: 'national-2023',
  name: { zh: '业态“有没有”分型（401号附件2）', en: 'Types by presence (No. 401, annex 2)' },
  adcode: '000000',
  cites: '商办流通函〔2023〕401号 附件2《业态“有没有”分型表（试行）》',
  year: 2023,
  sources: {
    P23: { title: '商办流通函〔2023〕401号：附件2存在，内容未见', seen: 'http://gsdjw.com/news/cj/382779_4.html' },
    SX23: {
      title: '山西省转述：商务部附表列基本保障类23项、品质提升类30项',
      seen: 'http://18522802179.com/n152/n166/c1662004999979995200/content.html',
    },
  },
  listed: { basic: 23, quality: 30 },
  entry: null,
  grades: { basic: null, improved: null, premium: null },
  composite: null,
  labels: GRADE_NAMES,
  presence: { by: 'stands-in' },
  note: {
    zh: '三型的数量门槛未公布；这里只数业态，不定型。',
    en: 'The counts that make the three types were not published; categories are counted here and no type is told.',
  },
})
