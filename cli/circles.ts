// `yike circles`: draws the circles of a measured city, or holds circles that somebody drew against the same rules.
import { walkers } from '@yike/core/access/walkers.ts'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { auditCircles } from '@yike/core/circle/audit.ts'
import { delineate } from '@yike/core/circle/delineate.ts'
import type { Delineation } from '@yike/core/circle/delineation.ts'
import { measure } from '@yike/core/circle/measure.ts'
import type { CircleResults } from '@yike/core/circle/results.ts'
import { bandWith, type Ruler } from '@yike/core/circle/ruler.ts'
import { rulers } from '@yike/core/circle/rulers/index.ts'
import { townOf } from '@yike/core/circle/town.ts'
import type { Typing } from '@yike/core/circle/typing.ts'
import { readTyping } from '@yike/core/circle/typing-file.ts'
import { typings } from '@yike/core/circle/typings/index.ts'
import { readCircles } from '@yike/core/circle/version.ts'
import { DATUMS, getDatum } from '@yike/core/geo/datum.ts'
import { circleFiles } from '@yike/core/report/circle-files.ts'
import { Command } from 'commander'
import { circlesIn, heartsIn, lockedIn, pairsIn } from './circles-inputs.ts'
import { tellCircles } from './circles-summary.ts'
import { openCity, textOf } from './cities.ts'
import { checkOut, fileBytes, writeFolder } from './files.ts'
import { type Input, inputOf, VERSION } from './manifest.ts'
import { bars, breath } from './terminal.ts'
import { amount, walkerAt, wholeNumber } from './values.ts'

interface Options {
  ruler: string
  least?: string
  most?: string
  about?: string
  minutes?: string
  walker?: string
  speed?: string
  share: string
  hearts?: string
  proposeSites?: boolean
  locked?: string
  forbid?: string[]
  upload?: string
  typing: string
  datum: string
  seed: string
  from?: string
  when?: string
  freeze?: boolean
  out: string
  json?: boolean
}

/** People that a person stated, or `none` to lift a limit; undefined: not stated. */
function peopleOf(name: string, text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined
  return /^(none|无|不限)$/i.test(text.trim()) ? null : amount(name, text, 1e8)
}

function rulerOf(id: string): Ruler {
  const ruler = rulers.find((r) => r.id === id)
  if (!ruler) throw new Fault('bad-value', { name: '--ruler', expected: rulers.map((r) => r.id).join(' | '), got: id })
  return ruler
}

/** How circles are typed: one of ours by its id, or a file of one's own. Faults: unknown-typing, bad-typing, no-file. */
async function typingOf(asked: string): Promise<Typing> {
  const ours = typings.find((t) => t.id === asked)
  if (ours) return ours
  if (!/\.json$/i.test(asked))
    throw new Fault('unknown-typing', { id: asked, known: `${typings.map((t) => t.id).join(', ')}, *.json` })
  return readTyping(textOf(asked), asked)
}

async function run(city: string, o: Options, lang: Lang): Promise<void> {
  const ruler = rulerOf(o.ruler)
  const own = {
    least: peopleOf('--least', o.least),
    most: peopleOf('--most', o.most),
    about: peopleOf('--about', o.about),
  }
  const band = bandWith(ruler.band, Object.fromEntries(Object.entries(own).filter(([, n]) => n !== undefined)))
  const share = amount('--share', o.share, 1)
  const seed = wholeNumber('--seed', o.seed, 0, 2 ** 31 - 1)
  const datum = getDatum(o.datum)
  if (o.upload && (o.locked || o.proposeSites)) {
    const got = `--upload ${o.locked ? '--locked' : '--propose-sites'}`
    throw new Fault('bad-value', { name: '--upload', expected: '--upload | --locked, --propose-sites', got })
  }
  const typing = await typingOf(o.typing)
  checkOut(o.out, 'circles')
  const progress = bars(lang, !o.json)
  const { inputs, path } = openCity(city)
  const walker =
    o.walker || o.speed ? walkerAt(o.walker ?? inputs.convention.walker.id, o.speed) : inputs.convention.walker
  const minutes = o.minutes ? amount('--minutes', o.minutes, 180) : inputs.convention.minutes
  const findings = new Findings()
  const ask = {
    ruler: Object.values(own).some((n) => n !== undefined) ? null : ruler,
    band,
    share,
    seed,
    hearts: await heartsIn(o.hearts, datum, findings),
    forbidden: pairsIn(o.forbid ?? [], inputs.areas),
    proposeSites: o.proposeSites === true,
    locked: await lockedIn(o.locked, datum, findings),
  }
  const uploaded = o.upload ? await circlesIn(o.upload, datum, findings) : null
  const from = o.from ? (await readCircles(fileBytes(o.from))).id : null

  const m = measure({ ...inputs, convention: { ...inputs.convention, walker, minutes } }, progress)
  await breath()
  const town = townOf(m, progress)
  const drawn = uploaded ? await auditCircles(town, uploaded, ask, progress) : await delineate(town, ask, progress)
  const d: Delineation = { ...drawn, findings: [...findings.list(), ...drawn.findings] }

  const files = await inputsOf(path, o)
  const made = {
    typing,
    seed,
    from,
    when: o.when ?? null,
    freeze: o.freeze === true,
    inputs: files,
    versions: { yike: VERSION },
  }
  const { version, sheets, types, results } = circleFiles(m, d, made, progress)
  await writeFolder(o.out, 'circles', results)
  progress.end()
  if (o.json) console.log(JSON.stringify(summaryOf(d, version.id, o.out, types), null, 2))
  else tellCircles(d, { sheets, types, typing, m }, o.out, lang)
}

/** Every file that went in, by its hash. */
async function inputsOf(cityFile: string, o: Options): Promise<Input[]> {
  const list: Input[] = []
  for (const [role, path] of [
    ['city', cityFile],
    ['hearts', o.hearts],
    ['locked', o.locked],
    ['upload', o.upload],
    ['from', o.from],
  ] as const)
    if (path) list.push(await inputOf(role, path, fileBytes(path), null, null))
  return list
}

const summaryOf = (d: Delineation, version: string, out: string, types: readonly CircleResults[]) => ({
  out,
  version,
  how: d.how,
  circles: d.circles.map((c, i) => ({
    id: c.id,
    name: c.name,
    locked: c.locked,
    heart: c.heart,
    units: c.units.length,
    ...d.figures[i]!,
    type: types[i]!.typing,
  })),
  people: d.people,
  inNone: d.inNone,
  units: d.units,
  objective: d.objective,
  checks: d.checks,
  bound: d.bound,
  evenness: d.evenness,
  parameters: d.parameters,
  findings: d.findings,
})

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  const ids = (all: readonly { id: string }[]) => all.map((x) => x.id).join(', ')
  return new Command('circles')
    .argument('<city>', zh ? 'measure 的结果目录，或其中的 city.yike' : 'folder of measure, or its city.yike')
    .option('--ruler <id>', `${zh ? '尺度' : 'ruler'}: ${ids(rulers)}`, 'commerce-2024')
    .option(
      '--least <n>',
      zh ? '每圈最少人数，代替尺度的（none 为不限）' : 'least people a circle, instead of the ruler’s (none: any)',
    )
    .option('--most <n>', zh ? '每圈最多人数' : 'most people a circle')
    .option(
      '--about <n>',
      zh ? '每圈大约人数，决定想要几个圈' : 'about how many, which says how many circles are wanted',
    )
    .option('--minutes <n>', zh ? '时限（不写则同测度）' : 'limit (as measured if not given)')
    .option('--walker <id>', `${zh ? '步行者（不写则同测度）' : 'walker (as measured if not given)'}: ${ids(walkers)}`)
    .option('--speed <km/h>', zh ? '改用此步速' : 'this pace instead')
    .option(
      '--share <0–1>',
      zh ? '社区至少这个比例的居民在时限内才算够得着' : 'a unit is reached when this share of it is within the minutes',
      '1',
    )
    .option(
      '--hearts <file>',
      zh ? '指定的圈中心；业态写“拟建”的可用可不用' : 'hearts that are fixed; those whose trade says site may be used',
    )
    .option('--propose-sites', zh ? '够不着的地方提出拟建中心' : 'propose sites to be where no heart reaches')
    .option('--locked <file>', zh ? '锁定的圈（circles.json 或 GeoJSON）' : 'locked circles (circles.json or GeoJSON)')
    .option(
      '--forbid <A,B...>',
      zh ? '不得同圈的两个社区（编号或名称）' : 'pairs of communities to keep apart (ids or names)',
    )
    .option('--upload <file>', zh ? '只核对这些圈，不划' : 'check these circles, draw none')
    .option(
      '--typing <id>',
      `${zh ? '分型办法，或自定的 JSON 文件' : 'how circles are typed, or a JSON file of your own'}: ${ids(typings)}`,
      'national-2023',
    )
    .option('--datum <id>', `${zh ? '以上文件的坐标系' : 'datum of these files'}: ${ids(DATUMS)}`, 'wgs84')
    .option('--seed <n>', zh ? '随机种子：同样的种子得同样的圈' : 'the same seed gives the same circles', '1')
    .option('--from <file>', zh ? '由哪一版改来（circles.json）' : 'the version this is made from (circles.json)')
    .option('--when <text>', zh ? '记入版本的日期' : 'the date that the version bears')
    .option('--freeze', zh ? '定稿：此版不可再改' : 'freeze this version')
    .requiredOption('--out <dir>', zh ? '结果目录' : 'result folder')
    .option('--json', zh ? '输出 JSON 摘要' : 'print a summary as JSON')
    .addHelpText(
      'after',
      zh
        ? `
圈由整个社区拼成（没有社区的城市按街道切成地块），圈内步行连通，中心在圈内。优先次序：超出时限的人最少；不合人口区间的人最少；
圈数最少（尺度只有约数的，圈数最接近约数）；平均步行、各圈均匀、少切街道三者按系数相加最小。每一项和圈数下限都会列出。
锁定的圈原样保留。circles.json 里“locked”为 true 的锁定；一个也没有标的，全部锁定。`
        : `
Circles are made of whole communities (of blocks cut by the streets where a city has none), hang together on foot, and hold their
heart. In this order: fewest people beyond the minutes; fewest outside the band; fewest circles (nearest to what the ruler's
“about” makes); then mean walk, evenness and streets cut, by factor. Every term and a bound on the number are printed.
Locked circles stay as they are: those marked so in a circles.json, or all where none is.`,
    )
    .action((city: string, options: Options) => run(city, options, lang))
}
