// A siting in sentences, for the command line, the page and papers: numbers with their denominators, and what was proven.
import { listed, type Name } from '../base/name.ts'
import type { Siting } from '../siting/siting.ts'
import { conventionWords } from './lookup.ts'
import { grouped, percent } from './numbers.ts'
import { inUnit, wholeGains } from './sites.ts'

/** What the objective counts, with its value. */
function valued({ unit }: Siting, value: number): Name {
  const n = unit === 'mean-minutes' || unit === 'longest-minutes' ? value.toFixed(2) : grouped(value)
  return {
    people: { zh: `${n} 人`, en: `${n} people` },
    'people-categories': { zh: `${n} 人次（每人每类计一次）`, en: `${n} people, once for each category` },
    sites: { zh: `${n} 处`, en: `${n} sites` },
    'mean-minutes': { zh: `平均 ${n} 分钟`, en: `${n} minutes on average` },
    'longest-minutes': { zh: `最远 ${n} 分钟`, en: `${n} minutes at most` },
  }[unit]
}

/** How good it is: what no choice can better. */
export function proofWords(siting: Siting): Name {
  const { unit, objective, bound, ended, gap } = siting
  const limit = valued(siting, inUnit(siting, bound, true))
  if (ended === 'proven' || inUnit(siting, objective) === inUnit(siting, bound, true))
    return {
      zh: '已证明最优：这些候选点里没有更好的选法',
      en: 'proven best: no choice among these candidates is better',
    }
  const better = percent(objective > 0 && unit !== 'sites' ? Math.abs(bound - objective) / objective : gap)
  const why = {
    time: { zh: '；到时限为止', en: '; time was up' },
    cancelled: { zh: '；被中止', en: '; broken off' },
    method: { zh: '', en: '' },
    proven: { zh: '', en: '' },
    within: { zh: '，在所求的差距之内', en: ', within the gap asked for' },
  }[ended]
  if (unit === 'sites')
    return { zh: `任何选法都不少于${limit.zh}${why.zh}`, en: `no choice needs fewer than ${limit.en}${why.en}` }
  return {
    zh: `任何选法都不优于${limit.zh}，即至多还能好 ${better}${why.zh}`,
    en: `no choice does better than ${limit.en}: at most ${better} better exists${why.en}`,
  }
}

/** The whole answer, a sentence a line. */
export function sitingLines(siting: Siting): readonly Name[] {
  const { question, sites, categories, candidates, walks, served } = siting
  const lines: Name[] = []
  const put = (zh: string, en: string) => lines.push({ zh, en })
  const who: Name = question.band
    ? { zh: ` ${question.band} 岁居民`, en: `residents aged ${question.band}` }
    : { zh: '居民', en: 'residents' }
  const convention = conventionWords(siting.convention)
  put(`约定：${convention.zh}`, `Convention: ${convention.en}`)
  const kinds: Name[] = [
    [candidates.premises, '场所', 'premises'] as const,
    [candidates.street, '街道', 'on streets'] as const,
    [candidates.mobile, '流动停靠点', 'mobile stops'] as const,
  ].flatMap(([n, zh, en]) => (n > 0 ? [{ zh: `${zh} ${grouped(n)}`, en: `${grouped(n)} ${en}` }] : []))
  put(
    `候选点：${listed(kinds).zh}；其中 ${grouped(candidates.useful)} 处够得到有需要的人`,
    `Candidates: ${listed(kinds).en}; ${grouped(candidates.useful)} of them reach somebody who matters here`,
  )
  for (const c of categories) {
    const counted = c.before.within + c.lacking
    const also = question.unknownToo
      ? { zh: '，含情况不明的', en: ', those of whom nothing is known among them' }
      : { zh: '', en: '' }
    const beside = c.before.unknown * (question.unknownToo ? 0 : 1) + c.before.unconnected + c.before.edge
    put(
      `${c.category.name.zh}：计入的 ${grouped(counted)} 名${who.zh}里缺 ${grouped(c.lacking)} 人${also.zh}，候选点够得到其中 ${grouped(c.reachable)} 人；另有 ${grouped(beside)} 人情况不明、未连通或在数据边缘，不计`,
      `${c.category.name.en}: of ${grouped(counted)} ${who.en} counted ${grouped(c.lacking)} lack it${also.en}; candidates reach ${grouped(c.reachable)} of them. ${grouped(beside)} more are unknown, unconnected or at the edge of the data, and not counted`,
    )
    const share = (s: number | null): Name =>
      s === null ? { zh: '未测', en: 'not known' } : { zh: percent(s), en: percent(s) }
    const [before, after] = [share(c.before.share), share(c.after.share)]
    const of = percent(Math.round(c.gained) / Math.max(1, Math.round(c.lacking)))
    put(
      `  新增 ${grouped(c.gained)} 人，占缺的 ${of}；覆盖率 ${before.zh} → ${after.zh}`,
      `  ${grouped(c.gained)} people gained, ${of} of those who lack it; within reach ${before.en} → ${after.en}`,
    )
  }
  if (walks)
    put(
      `步行（超过 ${walks.capMinutes} 分钟的按 ${walks.capMinutes} 分钟计，${grouped(walks.people)} 人）：现状平均 ${walks.meanBefore.toFixed(2)} 分钟，最远 ${walks.longestBefore.toFixed(1)} 分钟；${grouped(walks.capped)} 人现在超过此限，${grouped(walks.beyondAll)} 人连候选点也够不到，不计`,
      `Walks (beyond ${walks.capMinutes} minutes counted as ${walks.capMinutes}; ${grouped(walks.people)} people): now ${walks.meanBefore.toFixed(2)} minutes on average, ${walks.longestBefore.toFixed(1)} at most; ${grouped(walks.capped)} people are beyond it now, ${grouped(walks.beyondAll)} are reached by no candidate either and left out`,
    )
  if (served)
    put(
      `容量内能服务：${grouped(served.before)} → ${grouped(served.after)} 人，共 ${grouped(served.people)} 人`,
      `Served within capacity: ${grouped(served.before)} → ${grouped(served.after)} of ${grouped(served.people)} people`,
    )
  const cost = siting.cost !== null && sites.length > 0 ? siting.cost : null
  const value = valued(siting, inUnit(siting, siting.objective))
  const proof = proofWords(siting)
  const counts = siting.unit === 'sites'
  put(
    `选 ${sites.length} 处${cost === null ? '' : `，共 ${grouped(cost)} 元`}${counts ? '' : `，${value.zh}`}；${proof.zh}`,
    `${sites.length} sites${cost === null ? '' : `, ${grouped(cost)} yuan together`}${counts ? '' : `, ${value.en}`}; ${proof.en}`,
  )
  const { p, leastTrade } = question
  if (p !== null && sites.length < p && question.model === 'least-trade')
    put(
      `要开 ${p} 处，只开得了 ${sites.length} 处：再开一处，有的就凑不够 ${grouped(leastTrade!)} 人，或没有人因此更好`,
      `${p} sites were asked for and ${sites.length} can live: with one more some would have fewer than ${grouped(leastTrade!)} people, or nobody would gain`,
    )
  else if (p !== null && sites.length < p && ['most-covered', 'shared', 'p-median'].includes(question.model))
    put(
      `要开 ${p} 处，${sites.length} 处已够：再开一处，没有人因此更好`,
      `${p} sites were asked for and ${sites.length} are enough: nobody gains by one more`,
    )
  const gains = wholeGains(siting)
  const nameOf = new Map(categories.map(({ category }) => [category.id, category.name]))
  sites.forEach((site, i) => {
    const whats = site.categories.map((id, k): Name => {
      const { zh, en } = nameOf.get(id)!
      const n = grouped(gains[i]![k]!)
      return site.categories.length > 1 || categories.length > 1
        ? { zh: `${zh} +${n}`, en: `${en} +${n}` }
        : { zh: `+${n} 人`, en: `+${n} people` }
    })
    const where = site.where.slice(0, 3).map(
      (w): Name => ({
        zh: `${w.name ?? '区外'} ${grouped(w.people)}`,
        en: `${w.name ?? 'no area'} ${grouped(w.people)}`,
      }),
    )
    const { runnerUp } = site
    const loss = runnerUp && valued(siting, inUnit(siting, runnerUp.loss))
    const van: Name =
      site.van === null
        ? { zh: '', en: '' }
        : { zh: `（车 ${site.van}，${site.candidate.hours}）`, en: ` (van ${site.van}, ${site.candidate.hours})` }
    put(
      `${String(i + 1).padStart(3)}. ${site.candidate.name || site.candidate.id}${van.zh}：${listed(whats).zh}${where.length ? `；住 ${listed(where).zh}` : ''}${runnerUp ? `；次选 ${runnerUp.candidate.name || runnerUp.candidate.id}${counts ? '' : `，差 ${loss!.zh}`}` : ''}`,
      `${String(i + 1).padStart(3)}. ${site.candidate.name || site.candidate.id}${van.en}: ${listed(whats).en}${where.length ? `; in ${listed(where).en}` : ''}${runnerUp ? `; next ${runnerUp.candidate.name || runnerUp.candidate.id}${counts ? '' : `, worse by ${loss!.en}`}` : ''}`,
    )
  })
  const shown =
    siting.curve.length > 12
      ? siting.curve.filter((_, i, all) => i % Math.ceil(all.length / 10) === 0 || i === all.length - 1)
      : siting.curve
  if (shown.length > 1) {
    const points = shown.map(({ sites: n, objective }): Name => {
      const v = valued(siting, inUnit(siting, objective))
      return {
        zh: `${n} 处 ${v.zh.replace('（每人每类计一次）', '')}`,
        en: `${n}: ${v.en.replace(', once for each category', '')}`,
      }
    })
    put(`曲线：${points.map((x) => x.zh).join('，')}`, `Curve: ${points.map((x) => x.en).join(', ')}`)
  }
  return lines
}
