import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { random } from '@yike/core/base/random.ts'
import { contains } from '@yike/core/geo/bounds.ts'
import { inMainland } from '@yike/core/geo/mainland.ts'
import { metersBetween } from '@yike/core/geo/meters.ts'
import { pointInPolygon } from '@yike/core/geo/polygon.ts'
import { type City, makeCity } from './city.ts'
import type { CityArea } from './districts.ts'

const small = makeCity({ people: 20_000, seed: 1 })
const usual = makeCity({ people: 300_000, seed: 1 })

const near = (value: number, from: number, to: number, what: string) =>
  assert.ok(value >= from && value <= to, `${what}: ${value} is not within ${from}–${to}`)

/** Pieces of ways that `want` wants, as pairs of nodes. */
function* pieces(city: City, want: (tags: Readonly<Record<string, string>>) => boolean): Generator<[number, number]> {
  for (const { refs, tags } of city.ways)
    if (want(tags)) for (let k = 0; k + 1 < refs.length; k++) yield [refs[k]!, refs[k + 1]!]
}

/** Counts pairs of pieces, one of each kind, that cross between their ends and share no node. */
function crossings(city: City, ours: Iterable<[number, number]>, theirs: Iterable<[number, number]>): number {
  const { lng, lat } = city.nodes
  const side = (a: number, b: number, c: number) =>
    Math.sign((lng[b]! - lng[a]!) * (lat[c]! - lat[a]!) - (lat[b]! - lat[a]!) * (lng[c]! - lng[a]!))
  const size = 0.004 // degrees: a few hundred metres
  const grid = new Map<string, [number, number][]>()
  const cellsOf = function* ([a, b]: [number, number]) {
    const [x0, x1] = [Math.floor(Math.min(lng[a]!, lng[b]!) / size), Math.floor(Math.max(lng[a]!, lng[b]!) / size)]
    const [y0, y1] = [Math.floor(Math.min(lat[a]!, lat[b]!) / size), Math.floor(Math.max(lat[a]!, lat[b]!) / size)]
    for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) yield `${x} ${y}`
  }
  for (const piece of theirs) for (const key of cellsOf(piece)) grid.set(key, [...(grid.get(key) ?? []), piece])
  let count = 0
  for (const piece of ours) {
    const [a, b] = piece
    for (const key of cellsOf(piece))
      for (const [c, d] of grid.get(key) ?? []) {
        if (a === c || a === d || b === c || b === d) continue
        if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) count++
      }
  }
  return count
}

const isStreet = (tags: Readonly<Record<string, string>>) => 'highway' in tags
const onGround = (tags: Readonly<Record<string, string>>) => isStreet(tags) && !tags.bridge && !tags.tunnel

describe('the usual city', () => {
  test('has the people it was asked for, in about 60 communities, 8 subdistricts and 2 districts', () => {
    assert.equal(
      usual.homes.people.reduce((a, b) => a + b, 0),
      300_000,
    )
    near(usual.communities.length, 54, 66, 'communities')
    near(usual.subdistricts.length, 7, 9, 'subdistricts')
    assert.equal(usual.districts.length, 2)
    for (const { count } of usual.communities) near(count.people, 1000, 12_500, 'people in a community')
  })

  test('has about 4,000 outlets, of which OSM has about 3 in 10', () => {
    near(usual.outlets.length, 3400, 4600, 'outlets')
    near(usual.outlets.filter((o) => o.onOsm).length / usual.outlets.length, 0.25, 0.36, 'share on OSM')
  })

  test('houses people in the floor area that people in cities have', () => {
    const floor = usual.homes.floorArea.reduce((a, b) => a + b, 0)
    near(floor / usual.people, 28, 55, 'm² a resident')
  })

  test('serves its banks unevenly: markets, care and repair are short across the river', () => {
    const rate = (trade: string, east: boolean) => {
      const of = (code: string) => code.startsWith('990102') === east
      const people = usual.communities.filter((c) => of(c.code)).reduce((sum, c) => sum + c.count.people, 0)
      const count = usual.outlets.filter((o) => o.trade === trade && of(usual.communities[o.community]!.code)).length
      return count / people
    }
    for (const trade of ['repair', 'elder-care', 'greengrocer'])
      assert.ok(rate(trade, true) < 0.6 * rate(trade, false), `${trade} is as common in the east`)
  })

  test('is older in its old quarters and younger in the new ones', () => {
    const old = usual.communities.map((c) => c.count.ages[3] / c.count.people)
    assert.ok(Math.max(...old) > 0.28 && Math.min(...old) < 0.12)
  })
})

for (const [word, city] of [
  ['small', small],
  ['usual', usual],
] as const)
  describe(`the ${word} city`, () => {
    test('lies in the desert where GCJ-02 shifts, all of it within its bounds', () => {
      const { bounds, nodes, outlets, homes } = city
      near(bounds.west, 83.2, 83.5, 'west')
      near(bounds.north, 39, 39.2, 'north')
      assert.ok(inMainland(83.5, 39))
      const inside = (lng: ArrayLike<number>, lat: ArrayLike<number>) => {
        for (let i = 0; i < lng.length; i++) assert.ok(contains(bounds, lng[i]!, lat[i]!))
      }
      inside(nodes.lng, nodes.lat)
      inside(homes.lng, homes.lat)
      for (const o of outlets) assert.ok(contains(bounds, o.lng, o.lat))
    })

    test('is crossed by no street at the river but on bridges', () => {
      const river = [...pieces(city, (tags) => tags.water === 'river')]
      assert.equal(crossings(city, pieces(city, onGround), river), 0)
      assert.ok(
        crossings(
          city,
          pieces(city, (t) => isStreet(t) && t.bridge === 'yes'),
          river,
        ) > 0,
      )
    })

    test('is crossed by no street at the railway but below it, or high above', () => {
      const rails = [...pieces(city, (tags) => tags.railway === 'rail')]
      assert.equal(crossings(city, pieces(city, onGround), rails), 0)
    })

    test('lets nobody through a wall but at its gates', () => {
      const walls = [...pieces(city, (tags) => tags.barrier === 'wall')]
      assert.ok(walls.length > 0)
      assert.equal(crossings(city, pieces(city, onGround), walls), 0)
      const gates = [...city.nodes.tags].filter(([, tags]) => tags.barrier === 'gate')
      assert.ok(gates.some(([, t]) => t.access === 'private') && gates.some(([, t]) => t.access === 'yes'))
      const onStreets = new Set(city.ways.flatMap(({ refs, tags }) => (isStreet(tags) ? refs : [])))
      const onWalls = new Set(city.ways.flatMap(({ refs, tags }) => (tags.barrier === 'wall' ? refs : [])))
      for (const [node] of gates) assert.ok(onStreets.has(node) && onWalls.has(node))
    })

    test('hangs together on foot: 99 of 100 residents stand within 60 m of one network', () => {
      assert.ok(peopleOnOneNetwork(city) > 0.99 * city.people)
    })

    test('adds up from communities to districts, band by band', () => {
      const check = (areas: readonly CityArea[], parts: readonly CityArea[]) => {
        for (const { code, count } of areas) {
          const own = parts.filter((p) => p.parent === code)
          assert.ok(own.length > 0, `${code} has no parts`)
          const sum = (of: (a: CityArea) => number) => own.reduce((total, a) => total + of(a), 0)
          assert.equal(
            sum((a) => a.count.people),
            count.people,
          )
          assert.equal(
            sum((a) => a.count.households),
            count.households,
          )
          count.ages.forEach((n, k) => {
            assert.equal(
              sum((a) => a.count.ages[k]!),
              n,
            )
          })
        }
      }
      check(city.districts, city.subdistricts)
      check(city.subdistricts, city.communities)
      assert.equal(
        city.districts.reduce((total, d) => total + d.count.people, 0),
        city.people,
      )
      for (const { count } of city.communities) {
        const [a, b, c, d, e] = count.ages
        assert.ok(a + b <= c && e <= d && c + d <= count.people)
      }
    })

    test('has every home and outlet in exactly one area of each level', () => {
      const levels = [city.districts, city.subdistricts, city.communities].map((areas) =>
        areas.map(({ polygons }) => polygons.map((rings) => rings.map((ring) => Float64Array.from(ring.flat())))),
      )
      const at = (lng: number, lat: number, what: string) => {
        for (const areas of levels)
          assert.equal(areas.filter((area) => pointInPolygon(area, lng, lat)).length, 1, `${what} at ${lng}, ${lat}`)
      }
      city.homes.lng.forEach((lng, h) => {
        if (h % 7 === 0) at(lng, city.homes.lat[h]!, 'home')
      })
      for (const o of city.outlets) if (o.id % 5 === 0) at(o.lng, o.lat, 'outlet')
    })

    test('puts its outlets and people into the communities that count them', () => {
      for (const { community, lng, lat } of city.outlets.slice(0, 200)) {
        const { polygons } = city.communities[community]!
        assert.ok(
          pointInPolygon(
            polygons.map((rings) => rings.map((ring) => Float64Array.from(ring.flat()))),
            lng,
            lat,
          ),
        )
      }
    })

    test('has country roads for 1.5 km beyond the last home', () => {
      const [roads, homes] = [box(city, onGround), homeBox(city)]
      const mid = 39
      near(metersBetween(roads.west, mid, homes.west, mid), 1500, 1e5, 'west')
      near(metersBetween(roads.east, mid, homes.east, mid), 1500, 1e5, 'east')
      near(metersBetween(83.5, roads.south, 83.5, homes.south), 1500, 1e5, 'south')
      near(metersBetween(83.5, roads.north, 83.5, homes.north), 1500, 1e5, 'north')
    })
  })

test('every seed makes a city that holds', () => {
  const seeds = random(2026)
  for (let k = 0; k < 12; k++) {
    const [people, seed] = [seeds.int(5000, 120_000), seeds.int(0, 2 ** 31 - 1)]
    const city = makeCity({ people, seed })
    const what = `${people} people, seed ${seed}`
    assert.equal(
      city.homes.people.reduce((a, b) => a + b, 0),
      people,
      what,
    )
    assert.ok(city.homes.people.every((n) => n >= 0))
    const river = [...pieces(city, (tags) => tags.water === 'river')]
    assert.equal(crossings(city, pieces(city, onGround), river), 0, what)
    assert.ok(peopleOnOneNetwork(city) > 0.99 * people, what)
    assert.ok(
      city.outlets.every((o) => o.community >= 0),
      what,
    )
    const codes = [...city.districts, ...city.subdistricts, ...city.communities].map((a) => a.code)
    assert.equal(new Set(codes).size, codes.length, what)
  }
})

/** West, south, east and north of the ways that `want` wants. */
function box(city: City, want: (tags: Readonly<Record<string, string>>) => boolean) {
  const { lng, lat } = city.nodes
  const nodes = [...pieces(city, want)].map(([a]) => a)
  return extent(
    nodes.map((n) => lng[n]!),
    nodes.map((n) => lat[n]!),
  )
}

const homeBox = ({ homes }: City) => extent([...homes.lng], [...homes.lat])

const extent = (lng: readonly number[], lat: readonly number[]) => ({
  west: lng.reduce((a, b) => Math.min(a, b)),
  east: lng.reduce((a, b) => Math.max(a, b)),
  south: lat.reduce((a, b) => Math.min(a, b)),
  north: lat.reduce((a, b) => Math.max(a, b)),
})

/** People who have a piece of the largest connected set of ways that may be walked within 60 m. */
function peopleOnOneNetwork(city: City): number {
  const walkable = (tags: Readonly<Record<string, string>>) => isStreet(tags) && tags.foot !== 'no' && !tags.motorroad
  const { lng, lat } = city.nodes
  const root = Int32Array.from(lng, (_, n) => n)
  const find = (n: number): number => {
    while (root[n] !== n) {
      root[n] = root[root[n]!]!
      n = root[n]!
    }
    return n
  }
  for (const [a, b] of pieces(city, walkable)) root[find(a)] = find(b)
  const size = new Map<number, number>()
  for (const [a] of pieces(city, walkable)) size.set(find(a), (size.get(find(a)) ?? 0) + 1)
  const main = [...size].sort((a, b) => b[1] - a[1])[0]![0]
  // stops every 20 m along the main network, in cells of some 100 m
  const cells = new Map<string, [number, number][]>()
  const key = (x: number, y: number) => `${Math.floor(x / 0.001)} ${Math.floor(y / 0.001)}`
  for (const [a, b] of pieces(city, walkable)) {
    if (find(a) !== main) continue
    const steps = Math.ceil(metersBetween(lng[a]!, lat[a]!, lng[b]!, lat[b]!) / 20) || 1
    for (let k = 0; k <= steps; k++) {
      const [x, y] = [lng[a]! + ((lng[b]! - lng[a]!) * k) / steps, lat[a]! + ((lat[b]! - lat[a]!) * k) / steps]
      const list = cells.get(key(x, y))
      if (list) list.push([x, y])
      else cells.set(key(x, y), [[x, y]])
    }
  }
  let people = 0
  city.homes.people.forEach((n, h) => {
    const [x, y] = [city.homes.lng[h]!, city.homes.lat[h]!]
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++)
        for (const [sx, sy] of cells.get(key(x + i * 0.001, y + j * 0.001)) ?? [])
          if (metersBetween(x, y, sx, sy) < 60) {
            people += n
            return
          }
  })
  return people
}
