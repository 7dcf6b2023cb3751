import { defineRuler } from '../ruler.ts'

// The main city's band. The draft gives new towns another radius (800–1,500 m); its people there were not seen.
export default defineRuler({
  id: 'shanghai-2024-draft',
  name: { zh: '上海2024征求意见稿（主城区）', en: 'Shanghai draft of 2024 (main city)' },
  cites: '上海市15分钟社区生活圈规划标准（2024年征求意见稿）',
  band: { least: 30_000, most: 50_000, about: null },
  source:
    'https://zendog.cn/shang_hai_15_fen_zhong_she_qu_sheng_huo_quan_gui_hua_ji_shu (a summary by others; the draft itself not seen)',
  status: 'partly',
  note: {
    zh: '主城区3万—5万人，半径800—1000米，不宜被快速路、铁路分割',
    en: '30,000–50,000 people, 800–1,000 m, not to be cut by expressways or railways',
  },
})
