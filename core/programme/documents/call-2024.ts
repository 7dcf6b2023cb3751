import { defineDocument } from '../document.ts'

// Which twelve departments is not said in what was seen.
export default defineDocument({
  id: 'call-2024',
  number: '商办流通函〔2024〕320号',
  date: '2024-07-22',
  title:
    '商务部等12部门办公厅(室)关于推广全国首批城市一刻钟便民生活圈试点经验及开展第四批全国试点、首批全域推进先行区试点申报工作的通知',
  departmentCount: 12,
  departments: null,
  source: '商办流通函〔2024〕409号；https://atoomu.net/news/f0c0cf9406602a132ae451dca1011a20.html',
  status: 'partly',
  note: '日期为公布之日；12个部门的名单未公布于所见来源。',
})
