import { defineBatch } from '../batch.ts'

// The third batch: sixteen of seventy known. The first eleven rows of its table were seen, the rest is from news.
export default defineBatch({
  id: 'pilot-3',
  kind: 'pilot',
  number: 3,
  year: 2023,
  document: {
    number: null,
    date: null,
    title: '商务部等13部门办公厅(室)关于公布全国第三批城市一刻钟便民生活圈试点名单的通知',
  },
  annex: null,
  officialCount: 70,
  phase: { zh: '加快建设', en: 'being built' },
  source: 'https://gjfs.com.cn/qyxw/202309/09072181044.html',
  status: 'partly',
  members: [
    [1, '北京市', '朝阳区', '110105'],
    [2, '北京市', '海淀区', '110108'],
    [3, '北京市', '丰台区', '110106'],
    [4, '北京市', '通州区', '110112'],
    [5, '北京市', '大兴区', '110115'],
    [6, '天津市', '河北区', '120105'],
    [7, '天津市', '宝坻区', '120115'],
    [8, '山西省', '晋城市', '140500'],
    [9, '内蒙古自治区', '包头市', '150200'],
    [10, '内蒙古自治区', '呼伦贝尔市', '150700'],
    [11, '内蒙古自治区', '兴安盟', '152200'],
    [null, '广东省', '深圳市', '440300', { source: 'http://www.shishang.yzbytv.com/shishang/2023/0908/16035.html' }],
    [null, '广东省', '佛山市', '440600', { source: 'http://www.shishang.yzbytv.com/shishang/2023/0908/16035.html' }],
    [null, '广东省', '湛江市', '440800', { source: 'http://www.shishang.yzbytv.com/shishang/2023/0908/16035.html' }],
    [null, '广东省', '云浮市', '445300', { source: 'http://www.shishang.yzbytv.com/shishang/2023/0908/16035.html' }],
    [
      null,
      '青海省',
      '西宁市',
      '630100',
      { source: 'http://www.qinghai.gov.cn/zwgk/system/2025/06/11/030074436.shtml' },
    ],
  ],
})
