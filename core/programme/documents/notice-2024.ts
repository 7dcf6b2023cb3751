import { defineDocument } from '../document.ts'

// The eleven offices at its head, in their order.
export default defineDocument({
  id: 'notice-2024',
  number: '商办流通函〔2024〕409号',
  date: '2024-09-06',
  title: '商务部等11部门办公厅(室)关于公布城市一刻钟便民生活圈第四批全国试点及首批全域推进先行区试点名单的通知',
  departmentCount: 11,
  departments: [
    'commerce',
    'civil-affairs',
    'finance',
    'labour',
    'land',
    'housing',
    'health',
    'market',
    'financial-regulation',
    'sport',
    'post',
  ],
  source: '商办流通函〔2024〕409号',
  status: 'verified',
})
