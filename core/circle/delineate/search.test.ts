// Small questions, answered by trying everything.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SILENT } from '../../base/progress.ts'
import { type Random, random } from '../../base/random.ts'
import { boundsOf } from './bound.ts'
import { PER_PERSON, type Question } from './question.ts'
import { searchCircles } from './search.ts'

const LIMIT = 9000

/** Units on a grid of `columns` × `rows`; hearts in about half of them; everybody walks straight. */
function made(rng: Random, columns: number, rows: number, most: number | null): Question {
  const units = columns * rows
  const lists: number[][] = Array.from({ length: units }, () => [])
  for (let u = 0; u < units; u++)
    for (const [v, is] of [
      [u + 1, u % columns < columns - 1],
      [u + columns, u + columns < units],
    ] as const)
      if (is && rng.next() < 0.85) {
        lists[u]!.push(v)
        lists[v]!.push(u)
      }
  const first = new Int32Array(units + 1)
  lists.forEach((list, u) => {
    first[u + 1] = first[u]! + list.sort((a, b) => a - b).length
  })
  const other = Int32Array.from(lists.flat())
  const home = Int32Array.from(Array.from({ length: units }, (_, u) => u).filter(() => rng.next() < 0.6))
  const people = Float64Array.from({ length: units }, () => rng.int(300, 1500) * PER_PERSON)
  const beyond = new Float64Array(home.length * units)
  const walk = new Float64Array(home.length * units)
  const reach = rng.int(4000, 7000)
  home.forEach((g, h) => {
    for (let u = 0; u < units; u++) {
      const ds = reach * Math.hypot((u % columns) - (g % columns), Math.floor(u / columns) - Math.floor(g / columns))
      walk[h * units + u] = people[u]! * Math.min(ds, 2 * LIMIT)
      beyond[h * units + u] = ds <= LIMIT ? 0 : people[u]!
    }
  })
  return {
    units,
    hearts: home.length,
    people,
    joined: people,
    neighbours: { first, other, links: new Int32Array(other.length).fill(1) },
    home,
    fixed: new Uint8Array(home.length),
    free: new Uint8Array(units).fill(1),
    beyond,
    walk,
    limitDs: LIMIT,
    band: { least: null, most, about: null },
    apart: new Map(),
    factors: { walk: 1, even: 1, border: 0.5 },
  }
}

/** Every connected set of units that a heart can serve, with what it leaves beyond and by how much it is too large. */
function everySet(q: Question): { set: number; beyond: number; miss: number }[] {
  const beside = Array.from({ length: q.units }, (_, u) => {
    let mask = 0
    for (let i = q.neighbours.first[u]!; i < q.neighbours.first[u + 1]!; i++) mask |= 1 << q.neighbours.other[i]!
    return mask
  })
  const sets: { set: number; beyond: number; miss: number }[] = []
  for (let set = 1; set < 1 << q.units; set++) {
    let met = set & -set
    for (let grown = -1; grown !== met; ) {
      grown = met
      for (let u = 0; u < q.units; u++) if (met & (1 << u)) met |= beside[u]! & set
    }
    if (met !== set) continue
    let [beyond, people] = [Infinity, 0]
    for (let u = 0; u < q.units; u++) if (set & (1 << u)) people += q.people[u]!
    for (let h = 0; h < q.hearts; h++) {
      if (!(set & (1 << q.home[h]!))) continue
      let sum = 0
      for (let u = 0; u < q.units; u++) if (set & (1 << u)) sum += q.beyond[h * q.units + u]!
      beyond = Math.min(beyond, sum)
    }
    const miss = q.band.most === null ? 0 : Math.max(0, people - q.band.most * PER_PERSON)
    if (beyond < Infinity) sets.push({ set, beyond, miss })
  }
  return sets
}

/** The best of all ways to share the units out, by beyond, miss and number; null where there is none. */
function bestOfAll(q: Question): [number, number, number] | null {
  const sets = everySet(q)
  const all = (1 << q.units) - 1
  const best: ([number, number, number] | null)[] = new Array(all + 1).fill(null)
  best[0] = [0, 0, 0]
  const bySmallest: (typeof sets)[] = Array.from({ length: q.units }, () => [])
  for (const s of sets) bySmallest[31 - Math.clz32(s.set & -s.set)]!.push(s)
  for (let done = 0; done < all; done++) {
    const here = best[done]
    if (!here) continue
    const next = 31 - Math.clz32(~done & -~done)
    for (const { set, beyond, miss } of bySmallest[next]!) {
      if (set & done) continue
      const sum: [number, number, number] = [here[0] + beyond, here[1] + miss, here[2] + 1]
      const old = best[done | set]
      if (
        !old ||
        sum[0] - old[0] < 0 ||
        (sum[0] === old[0] && (sum[1] < old[1] || (sum[1] === old[1] && sum[2] < old[2])))
      )
        best[done | set] = sum
    }
  }
  return best[all]!
}

test('on small towns the search finds what trying everything finds, but for one in twenty at most, and the bound is below it', () => {
  const rng = random(3)
  let [tried, found, met] = [0, 0, 0]
  for (let k = 0; k < 40; k++) {
    const q = made(rng, 4, 3, k % 2 ? rng.int(2500, 6000) : null)
    const best = bestOfAll(q)
    if (!best) continue
    tried++
    const bounds = boundsOf(q)
    const p = searchCircles(q, Math.max(1, bounds.byBoth ?? bounds.byWalking), 1, SILENT)
    const { beyond, miss, number } = p.score()
    const by = [beyond - best[0], miss - best[1], number - best[2]].find((d) => d !== 0) ?? 0
    assert.ok(by >= 0, `town ${k} is better than the best`)
    if (by === 0) found++
    assert.ok(bounds.leastBeyond <= best[0])
    if (bounds.leastBeyond === best[0]) assert.ok(bounds.byWalking <= best[2], `town ${k}`)
    if (bounds.leastBeyond === best[0] && best[1] === 0) assert.ok(bounds.byBoth! <= best[2], `town ${k}`)
    const own = boundsOf(q, p.allowance()).byBoth!
    assert.ok(own <= p.count, `town ${k}`)
    if (own === p.count) met++
  }
  assert.ok(found >= 0.95 * tried, `${found} of ${tried} found`)
  assert.ok(tried > 20 && met > tried / 2, `${met} of ${tried} proven`)
})

test('every circle hangs together and holds its heart, on towns too large to try everything', () => {
  const rng = random(11)
  for (let k = 0; k < 3; k++) {
    const q = made(rng, 9, 8, rng.int(4000, 12_000))
    const p = searchCircles(q, boundsOf(q).byWalking, k, SILENT)
    p.members.forEach((members, slot) => {
      if (members.length === 0) return
      assert.ok(members.includes(q.home[p.heart[slot]!]!))
      const seen = new Set([members[0]!])
      for (const u of seen)
        for (let i = q.neighbours.first[u]!; i < q.neighbours.first[u + 1]!; i++)
          if (p.of[q.neighbours.other[i]!] === slot) seen.add(q.neighbours.other[i]!)
      assert.equal(seen.size, members.length)
      let people = 0
      for (const u of members) people += q.people[u]!
      assert.equal(people, p.people[slot])
    })
    const { beyond } = p.score()
    let sum = 0
    for (let u = 0; u < q.units; u++) if (p.of[u]! >= 0) sum += q.beyond[p.heart[p.of[u]!]! * q.units + u]!
    assert.equal(beyond, sum, 'what is kept up to date is what adds up')
    assert.ok(boundsOf(q, p.allowance()).byBoth! <= p.count)
  }
})

test('with few hearts in a large town the bound by walking is no lower than the hearts no two of which serve one place', () => {
  const rng = random(5)
  for (let k = 0; k < 6; k++) {
    const all = made(rng, 24, 24, null)
    const kept = Array.from(all.home.keys()).filter((h) => h % 25 === 0)
    const row = (column: Float64Array) =>
      Float64Array.from(kept.flatMap((h) => [...column.subarray(h * all.units, (h + 1) * all.units)]))
    const q: Question = {
      ...all,
      hearts: kept.length,
      home: Int32Array.from(kept, (h) => all.home[h]!),
      fixed: new Uint8Array(kept.length),
      beyond: row(all.beyond),
      walk: row(all.walk),
    }
    // places no two of which one heart serves need as many hearts
    const serving = Array.from({ length: q.units }, (_, u) =>
      Array.from(kept.keys()).filter((h) => q.beyond[h * q.units + u] === 0),
    )
    const taken = new Set<number>()
    let apart = 0
    for (const hearts of serving.filter((s) => s.length > 0).sort((a, b) => a.length - b.length)) {
      if (hearts.some((h) => taken.has(h))) continue
      for (const h of hearts) taken.add(h)
      apart++
    }
    assert.ok(boundsOf(q).byWalking >= apart, `town ${k}: ${boundsOf(q).byWalking} of ${apart}`)
  }
})
