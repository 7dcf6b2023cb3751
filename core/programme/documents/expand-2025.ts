import { defineDocument } from '../document.ts'

// Neither its number nor which nine departments was found.
export default defineDocument({
  id: 'expand-2025',
  number: null,
  date: '2025-09-19',
  title: '关于加力推动城市一刻钟便民生活圈建设扩围升级的通知',
  departmentCount: 9,
  departments: null,
  source: 'http://news.xnnews.com.cn/gnxw2/202509/t20250919_4068144.shtml',
  status: 'partly',
  note: '文号与9个部门的名单未查到。',
})
