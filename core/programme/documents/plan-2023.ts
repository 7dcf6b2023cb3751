import { defineDocument } from '../document.ts'

// Thirteen: those of No. 247 with 卫健 and 体育, and 金融监管 in place of 银保监.
export default defineDocument({
  id: 'plan-2023',
  number: '商办流通函〔2023〕401号',
  date: '2023-07-11',
  title: '全面推进城市一刻钟便民生活圈建设三年行动计划（2023-2025）',
  departmentCount: 13,
  departments: [
    'commerce',
    'reform',
    'civil-affairs',
    'finance',
    'labour',
    'land',
    'housing',
    'culture',
    'health',
    'market',
    'financial-regulation',
    'sport',
    'post',
  ],
  source: 'http://swt.fujian.gov.cn/xxgk/jgzn/jgcs/ltyfzc/cssy/202307/t20230720_6210733.htm',
  status: 'inference',
  note: '来源说13部门，增加卫健、体育，银保监改为金融监管；由247号的名单推断，数目相符。',
})
