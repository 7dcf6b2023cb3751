import { defineDocument } from '../document.ts'

// The systems it is addressed to are twelve, as many as issued it.
export default defineDocument({
  id: 'opinions-2021',
  number: '商流通函〔2021〕176号',
  date: '2021-05-28',
  title: '关于推进城市一刻钟便民生活圈建设的意见',
  departmentCount: 12,
  departments: [
    'commerce',
    'reform',
    'civil-affairs',
    'finance',
    'labour',
    'land',
    'housing',
    'culture',
    'market',
    'post',
    'tax',
    'banking',
  ],
  source: 'https://qspvip.com/214.html',
  status: 'inference',
  note: '来源列出的是主送的十二个系统，与“12部门”数目相符；联合发文的部门据此推断。标题凭记忆，待核对。',
})
