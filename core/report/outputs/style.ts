// Data: the style of a report page. Constant text, so that the page can name its hash and allow no other style.
// Colours of states are those of the web page: they differ in lightness as well as in hue, and `unknown` is hatched besides.

export const STYLE = `
:root{--ink:#1d2a2f;--soft:#5b686d;--faint:#8a9498;--line:#dfe3e2;--paper:#fff;--wash:#f6f5f1;--brand:#1c6b66;
--good:#4db6ab;--fair:#9fd3c7;--poor:#f0c48a;--bad:#c2440f;--worse:#7d1d2b;--edge:#c3c9cc;--quiet:#6f6690}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--wash);color:var(--ink);font:15px/1.7 "PingFang SC","Hiragino Sans GB","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif;font-variant-numeric:tabular-nums}
html[lang=en] body{font-family:-apple-system,"Segoe UI","Helvetica Neue","Noto Sans","Liberation Sans",Arial,"Noto Sans CJK SC",sans-serif}
main{max-width:1120px;margin:0 auto;background:var(--paper);padding:72px 72px 96px}
html[lang=en] .lead,html[lang=en] h2{letter-spacing:0}
h1,h2{font-family:"Songti SC","Source Han Serif SC","Noto Serif CJK SC",STSong,SimSun,serif;font-weight:700;letter-spacing:.01em}
h1{font-size:44px;line-height:1.25;margin:10px 0 18px;text-wrap:balance}
h2{word-break:keep-all;overflow-wrap:anywhere;font-size:25px;line-height:1.4;margin:84px 0 4px;padding-top:20px;border-top:2px solid var(--ink)}
h3{font-size:16px;margin:34px 0 8px}
h2+h3,.sub+h3{margin-top:22px}
p{margin:12px 0;max-width:46em;text-wrap:pretty}
html[lang=en] :is(h1,h2,.lead){font-family:Georgia,"Noto Serif","Liberation Serif","Noto Serif CJK SC",serif}
.over{color:var(--brand);font-weight:600;letter-spacing:.08em;font-size:14px;margin:0}
.sub{color:var(--soft);font-size:14px;margin:0 0 20px}
.chips{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 22px;padding:0;list-style:none}
.chips li{border:1px solid var(--brand);color:var(--brand);border-radius:2px;padding:1px 10px;font-size:13px}
.meta{margin:0;padding:14px 0 0;border-top:1px solid var(--line);color:var(--soft);font-size:14px}
.meta p{margin:2px 0;max-width:none}
.dots{display:block;margin-left:-1.3em;clip-path:inset(0 0 0 1.3em)}.dots span{display:inline-block}.dots i{display:inline-block;width:1.3em;font-style:normal;text-align:center}
.meta p:first-child{color:var(--ink);font-size:16px}
.lead{font:700 27px/1.55 "Songti SC","Source Han Serif SC","Noto Serif CJK SC",STSong,SimSun,serif;margin:44px 0 34px;max-width:33em;text-wrap:pretty}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:28px;margin:22px 0 8px}
.figures div{border-top:1px solid var(--line);padding-top:12px}
.figures b{display:block;font-size:31px;line-height:1.2;font-weight:600;letter-spacing:-.01em}
.figures :is(span,small){text-wrap:balance}.figures span{display:block;font-size:14px;margin-top:4px}
small{display:block;color:var(--soft);font-size:12.5px;line-height:1.5}
.bars{display:grid;grid-template-columns:minmax(8em,13em) minmax(80px,1fr) 21em;gap:11px 20px;align-items:center;margin:8px 0 14px}
.bars .v{display:grid;grid-template-columns:5.5em 1fr;align-items:baseline;line-height:1.4}.bars .v b{text-align:right}
.bars .v b{font-weight:600;font-size:17px}
.bars .v small{display:inline;margin-left:10px}
.bars .v b.unsure{font-size:14px;font-weight:400;color:var(--soft)}
.bar{display:block;width:100%;height:14px;background:var(--wash)}
.tag{display:inline-block;border:1px solid currentColor;border-radius:2px;font-size:11px;line-height:1.5;padding:0 5px;margin-left:8px;color:#8a5a00;vertical-align:1px;white-space:nowrap}
.t-good{fill:var(--good)}.t-fair{fill:var(--fair)}.t-poor{fill:var(--poor)}.t-bad{fill:var(--bad)}.t-worse{fill:var(--worse)}.t-edge{fill:var(--edge)}.t-quiet{fill:var(--quiet)}.t-unsure{fill:url(#hatch)}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;margin:10px 0 0;padding:0;list-style:none;font-size:13px;color:var(--soft)}
.legend svg{width:22px;height:12px;margin-right:7px;vertical-align:-1px}
.cards{display:grid;grid-template-columns:repeat(2,1fr);gap:0 48px}
.card{display:grid;grid-template-columns:64px 1fr;gap:0 18px;border-top:1px solid var(--line);padding:20px 0 22px;break-inside:avoid}
.cards .card:nth-child(-n+2){border-top:0;padding-top:6px}
.card h3{font:700 25px/1.2 "Songti SC","Source Han Serif SC","Noto Serif CJK SC",STSong,SimSun,serif;margin:2px 0 0;color:var(--brand);white-space:nowrap}
.card .row{margin-bottom:14px}
.card .row:last-child{margin-bottom:0}
.card .row p{display:flex;justify-content:space-between;align-items:baseline;gap:10px;margin:0;max-width:none}
.card .row b{font-weight:600;font-size:18px;white-space:nowrap}
.card .row b.unsure{font-size:14px;font-weight:400;color:var(--soft)}
.card .bar{height:8px;margin:5px 0 3px}
.card .more{padding-left:12px;border-left:2px solid var(--line)}
.card .more b{font-size:15px}
.card .more .bar{height:4px}
.scroll{overflow-x:auto;margin:8px 0 4px}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.5}
caption{text-align:left;color:var(--soft);padding-bottom:6px}
th,td{text-align:left;vertical-align:top;padding:9px 14px 9px 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500;font-size:13px;border-bottom-color:var(--ink);vertical-align:bottom;white-space:nowrap}
th.n,td.n{text-align:right;white-space:nowrap;padding-right:14px}th.n{white-space:normal;min-width:4.2em;text-wrap:balance}
th:last-child,td:last-child{padding-right:0}
td:first-child{min-width:5em;word-break:keep-all;overflow-wrap:anywhere}
td.w{word-break:keep-all;min-width:3.2em}
td.good{background:#e2f3ef}td.fair{background:#f1f8ee}td.poor{background:#fdf1de}td.bad{background:#f9dccb}
td.good,td.fair,td.poor,td.bad{border-left:6px solid #fff}
td.worse{color:var(--worse)}td.unsure{color:#8a5a00}td.unsure small{color:inherit}
td.quiet{color:var(--soft);font:12px/1.5 ui-monospace,Menlo,Consolas,monospace;word-break:break-all}
p.unsure{border-left:3px solid #d9a441;padding:2px 0 2px 16px}
p.quiet{color:var(--soft);font-size:14px}
ul.list{padding-left:1.2em;font-size:14px}
ul.list li{margin:5px 0;overflow-wrap:anywhere}
details{margin:14px 0}
summary{cursor:pointer;color:var(--brand);font-size:14px}
figure{margin:64px 0 0}
.map{display:block;width:100%;height:auto;background:#f4f1ea;border:1px solid var(--line)}
.pick{display:flex;align-items:center;gap:12px;margin:0 0 10px;font-size:14px}
.pick[hidden]{display:none}
select{font:inherit;padding:4px 30px 4px 10px;border:1px solid var(--faint);border-radius:2px;background:#fff;color:var(--ink);max-width:100%}
figcaption{color:var(--soft);font-size:13px;margin-top:8px}
.b-green{fill:#dce7d0}.b-water{fill:#c5dbe6}.b-river,.b-rail,.b-path,.b-street,.b-collector,.b-arterial,.b-express{fill:none;stroke-linejoin:round;stroke-linecap:round}
.b-river{stroke:#c5dbe6;stroke-width:18}.b-rail{stroke:#b3ada4;stroke-width:5;stroke-dasharray:26 14}
.b-path{stroke:#e3dccf;stroke-width:3}.b-street{stroke:#e4ddd0;stroke-width:7}.b-collector{stroke:#ded5c5;stroke-width:11}.b-arterial{stroke:#d9cdb8;stroke-width:15}.b-express{stroke:#e0c68f;stroke-width:20}
.area{stroke:none;fill-opacity:.86}.line{fill:none;stroke-linecap:round;stroke-linejoin:round}
.area .s-within,.k .s-within{fill:#4db6ab}.area .s-beyond,.k .s-beyond{fill:#c2440f}.area .s-none,.k .s-none{fill:#7d1d2b}.area .s-unknown,.k .s-unknown{fill:url(#hatch)}.area .s-unconnected,.k .s-unconnected{fill:#6f6690}.area .s-edge,.k .s-edge{fill:#c3c9cc}
.area .m-0,.k .m-0{fill:#4db6ab}.area .m-1,.k .m-1{fill:#f4cf8f}.area .m-2,.k .m-2{fill:#e5923f}.area .m-3,.k .m-3{fill:#bb4420}.area .m-4,.k .m-4{fill:#6a1226}
.line .s-within{stroke:#4db6ab}.line .s-beyond{stroke:#c2440f}.line .s-none{stroke:#7d1d2b}.line .s-unknown{stroke:#969ba0}.line .s-unconnected{stroke:#6f6690}.line .s-edge{stroke:#c3c9cc}
.line .m-0{stroke:#4db6ab}.line .m-1{stroke:#f4cf8f}.line .m-2{stroke:#e5923f}.line .m-3{stroke:#bb4420}.line .m-4{stroke:#6a1226}
.o-fine,.o-main{fill:none;stroke:#3f4b51;stroke-linejoin:round}.o-fine{stroke-width:4;stroke-dasharray:18 12;stroke-opacity:.55}.o-main{stroke-width:9;stroke-dasharray:44 14 8 14;stroke-opacity:.75}
.map text{font-size:108px;font-weight:600;fill:#22303a;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:26;stroke-linejoin:round;stroke-opacity:.88}
.map .tool text{font-size:88px;font-weight:500}
.map .tool path{fill:none;stroke:#22303a;stroke-width:12}.map .tool .halo{stroke:#fff;stroke-width:34;stroke-opacity:.8}.map .tool .solid{fill:#22303a;stroke:none}
footer{color:var(--soft);font-size:12.5px;margin-top:72px;border-top:1px solid var(--line);padding-top:14px}
@media screen and (max-width:760px){main{padding:34px 18px 56px}h1{font-size:30px}h2{font-size:21px;margin-top:60px}.lead{font-size:20px;margin:30px 0 24px}.figures{grid-template-columns:1fr 1fr;gap:18px}.figures b{font-size:24px}
.cards{grid-template-columns:1fr}.cards .card:nth-child(2){border-top:1px solid var(--line);padding-top:20px}.card{grid-template-columns:44px 1fr;gap:0 14px}.card h3{font-size:20px}.pick{display:block}.pick label{display:block;margin-bottom:4px}.pick select{width:100%}
.bars{grid-template-columns:1fr auto;gap:3px 12px}.bars .b{grid-column:1/-1;margin-bottom:12px;order:3}.bars{display:block}.bars .l{float:left}.bars .v{display:block;text-align:right}.bars .v small{display:block;margin:0 0 14px}.bars .b{clear:both;padding-top:4px}
.map text{font-size:230px;stroke-width:50}.map text.minor{display:none}.map .tool text{font-size:200px}.scroll{margin-right:-18px}th,td{padding-right:12px}}
@media print{@page{size:A4;margin:16mm 15mm}body{background:#fff;font-size:10.5pt}main{max-width:none;padding:0}h1{font-size:26pt}h2{font-size:15pt;margin-top:26pt;break-after:avoid}h2.page{break-before:page;margin-top:0}h3,.sub{break-after:avoid}.lead{font-size:16pt;margin:18pt 0}.pick{display:none}.map{max-height:225mm}
.figures{grid-template-columns:repeat(4,1fr);gap:12pt}.figures b{font-size:17pt}table{font-size:8pt}th{white-space:normal}th,td{padding:4pt 6pt 4pt 0}th.n,td.n{padding-right:8pt}small{font-size:7.5pt}.bars{grid-template-columns:11em 1fr 19em}td.good,td.fair,td.poor,td.bad{border-left-width:3px;padding-right:5pt}td.n small{white-space:normal}.wide{font-size:6pt}.wide small{font-size:5pt}.wide th{font-size:6pt}.wide th.n{min-width:0}.wide :is(th,td).n{padding:3pt 3pt 3pt 0;white-space:normal}.wide td:first-child{min-width:0}.scroll{overflow:visible}thead{display:table-header-group}tr,.card,.bars,figure{break-inside:avoid}.cards{gap:0 24pt}.card{padding:9pt 0}
details::details-content{content-visibility:visible;height:auto}summary{color:inherit;list-style:none}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`
