import { defineDocument } from '../document.ts'

// Eleven departments: those of No. 176 without 税务.
export default defineDocument({
  id: 'guide-2021',
  number: '商办流通函〔2021〕247号',
  date: '2021-07-20',
  title: '城市一刻钟便民生活圈建设指南',
  departmentCount: 11,
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
    'banking',
  ],
  source: 'http://fxcwl.com/xinwenzixun/xinzhengjiedu/1308.html',
  status: 'inference',
  note: '来源只说11部门、没有税务；由176号的名单减去税务推断。',
})
