import { defineBatch } from '../batch.ts'

// The second batch: nine of fifty known, from news of their provinces; its table was not seen, so no row has a number.
export default defineBatch({
  id: 'pilot-2',
  kind: 'pilot',
  number: 2,
  year: 2022,
  document: {
    number: null,
    date: null,
    title: '商务部办公厅等10部门关于公布全国第二批城市一刻钟便民生活圈试点名单的通知',
  },
  annex: null,
  officialCount: 50,
  phase: { zh: '试点评估', en: 'under evaluation' },
  source: 'https://zhjsw.cn/club/show.php?itemid=52389',
  status: 'partly',
  members: [
    [null, '北京市', '西城区', '110102'],
    [null, '天津市', '河西区', '120103'],
    [null, '河北省', '石家庄市', '130100'],
    [null, '河北省', '保定市', '130600'],
    [null, '山西省', '太原市', '140100', { source: 'http://xyjnpx.cn/news/34/202272192057.html' }],
    [null, '吉林省', '长春市', '220100', { source: 'http://www1.nankangzx.com/xgyy/9826.html' }],
    [null, '广东省', '广州市', '440100', { source: 'http://www.shishang.yzbytv.com/shishang/2023/0908/16035.html' }],
    [
      null,
      '四川省',
      '绵阳市',
      '510700',
      {
        source: 'http://gaorui.cn/it/2023/0523/20810.html',
        status: 'inference',
        note: '推定：2023年5月已是国家试点，早于第三批，且首批四川省只有成都市',
      },
    ],
    [
      null,
      '四川省',
      '南充市',
      '511300',
      {
        source: 'http://gaorui.cn/it/2023/0523/20810.html',
        status: 'inference',
        note: '推定：2023年5月已是国家试点，早于第三批，且首批四川省只有成都市',
      },
    ],
  ],
})
