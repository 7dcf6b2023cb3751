// Files as they should not be. Each ends in a fault with a sentence, or is read with findings; none hangs or crashes.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { bytesOf } from '../../base/bytes.ts'
import { Fault } from '../../base/fault.ts'
import { random } from '../../base/random.ts'
import { Drawing, place, quietly, town } from '../../test/osm-town.ts'
import { formatFor } from '../define.ts'
import osmPbf from '../formats/osm-pbf.ts'
import { encodePbf } from './encode.ts'
import { readExtract } from './extract.ts'
import { Writer } from './proto.ts'
import { deflate } from './zlib.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'osm')

async function read(file: Uint8Array, name = 'x.osm.pbf') {
  const reading = quietly()
  const extract = await readExtract(bytesOf(name, file), reading)
  return { ...extract, findings: reading.findings.list().map((f) => [f.code, f.count, f.examples[0]!.what]) }
}

/** The fault that a file ends in. */
async function faultOf(file: Uint8Array): Promise<Fault> {
  try {
    await read(file)
  } catch (error) {
    assert.ok(error instanceof Fault, `${error} is no fault`)
    return error
  }
  throw new Error('The file was read.')
}

/** A frame with whatever blob it is given. */
function frame(type: string, blob: Uint8Array, claim = blob.length): Uint8Array {
  const head = new Writer()
  head.text(1, type)
  head.number(3, claim)
  const out = new Writer()
  out.raw(Uint8Array.of(0, 0, head.length >> 8, head.length & 255))
  out.raw(head.view())
  out.raw(blob)
  return out.copy()
}

const blob = (fill: (w: Writer) => void) => {
  const out = new Writer()
  fill(out)
  return out.copy()
}
const message = (...fields: [field: number, value: number | Uint8Array][]) =>
  blob((w) => {
    for (const [field, value] of fields)
      if (typeof value === 'number') w.number(field, value)
      else w.message(field, value)
  })
const rawBlob = (block: Uint8Array) => blob((w) => w.message(1, block))

const concat = (...pieces: Uint8Array[]) => Uint8Array.from(pieces.flatMap((p) => [...p]))

/** A good header and nothing after it. */
const header = () => encodePbf({ nodes: [] })

/** A drawn file with one defect. */
function drawn(draw: (d: Drawing) => void): Promise<Uint8Array> {
  const d = new Drawing()
  d.way(
    1,
    [
      [0, 0],
      [5, 0],
    ],
    { highway: 'residential' },
  )
  draw(d)
  return encodePbf(d.content())
}

/** Files by defect; kept as fixtures too, for those who read whole files: `UPDATE=1` writes them anew. */
const FILES: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  town: () => encodePbf(town()),
  'not-a-pbf': async () => new TextEncoder().encode('<?xml version="1.0"?>\n<osm version="0.6"></osm>\n'),
  'cut-short': async () => (await encodePbf(town())).subarray(0, 1500),
  'no-streets': () => {
    const d = new Drawing()
    d.tag(0, 0, { shop: 'convenience' })
    return encodePbf(d.content())
  },
  'missing-nodes': () =>
    drawn((d) => {
      d.way(
        2,
        [
          [0, 1],
          [1, 1],
          [2, 1],
          [3, 1],
          [4, 1],
          [5, 1],
        ],
        { highway: 'footway' },
      )
      d.nodes.splice(d.node(2, 1) - 1, 1)
    }),
  'way-without-nodes': () => drawn((d) => d.ways.push({ id: 2, refs: [], tags: { highway: 'footway' } })),
  'open-multipolygon': () =>
    drawn((d) => {
      d.way(2, [
        [0, 1],
        [3, 1],
        [3, 3],
      ])
      d.area(9, [2, 777], [], { natural: 'water' })
    }),
  'unknown-feature': () => encodePbf(town(), { requiredFeatures: ['OsmSchema-V0.6', 'HistoricalInformation'] }),
  'block-of-garbage': async () => concat(await header(), frame('OSMData', rawBlob(new Uint8Array(200).fill(0xab)))),
}

test('the fixtures are there and are what they were made as', async () => {
  for (const [name, make] of Object.entries(FILES)) {
    const path = join(FIXTURES, `${name}.osm.pbf`)
    const made = await make()
    if (process.env.UPDATE) {
      mkdirSync(FIXTURES, { recursive: true })
      writeFileSync(path, made)
    }
    assert.ok(existsSync(path), `${path} is missing: UPDATE=1 node --test ${import.meta.filename}`)
    const outcome = async (file: Uint8Array) => read(file).catch((e: Fault) => [e.code, e.message])
    assert.deepEqual(await outcome(new Uint8Array(readFileSync(path))), await outcome(made), name)
  }
})

test('a file that is no PBF is told so', async () => {
  assert.equal((await faultOf(await FILES['not-a-pbf']!())).code, 'not-pbf')
  assert.equal((await faultOf(new Uint8Array(40))).code, 'not-pbf')
  assert.equal((await faultOf(Uint8Array.of(0, 0, 0))).code, 'not-pbf')
  assert.equal((await faultOf(new Uint8Array(0))).code, 'empty-file')
})

test('a file named .pbf is taken for one, so that the sentence is about what is wrong with it', async () => {
  const wrong = bytesOf('city.osm.pbf', await FILES['not-a-pbf']!())
  assert.equal((await formatFor(wrong, 'extract', [osmPbf])).id, 'osm-pbf')
  const unnamed = bytesOf('download', await FILES.town!())
  assert.equal((await formatFor(unnamed, 'extract', [osmPbf])).id, 'osm-pbf')
  await assert.rejects(formatFor(bytesOf('x.csv', Uint8Array.of(65, 44)), 'extract', [osmPbf]), {
    code: 'unknown-format',
  })
})

test('a file cut short anywhere says at which byte', async () => {
  const whole = await encodePbf(town(), { perBlock: 20 })
  let cuts = 0
  for (let at = 64; at < whole.length; at += 37) {
    const fault = await read(whole.subarray(0, at)).then(
      () => null,
      (e: Fault) => e,
    )
    if (!fault) continue // cut between two frames: a shorter file, which nothing tells from a whole one
    cuts++
    assert.deepEqual([fault.code, fault.values.at], ['truncated', at])
  }
  assert.ok(cuts > 50)
})

test('a way is cut where its nodes are missing, never joined across', async () => {
  const { streets, findings } = await read(await FILES['missing-nodes']!())
  assert.deepEqual([...streets.wayId], [1, 2, 2])
  assert.deepEqual([...streets.wayFirst], [0, 2, 4, 7])
  assert.deepEqual(findings, [['missing-nodes', 1, 'way/2 1/6']])
})

test('a plaza with a missing corner is walked along what there is of its edge', async () => {
  const file = await drawn((d) => {
    d.box(2, 0, 1, 4, 4, { highway: 'pedestrian', area: 'yes' })
    d.nodes.splice(d.node(4, 4) - 1, 1)
  })
  const { streets } = await read(file)
  assert.equal(streets.plazas.length, 0)
  assert.deepEqual([...streets.wayId], [1, 2, 2])
})

test('a plaza whose ring does not close is walked along what there is of it', async () => {
  const file = await drawn((d) => {
    d.way(2, [
      [0, 1],
      [3, 1],
      [3, 3],
    ])
    d.area(9, [2, 777], [], { highway: 'pedestrian' })
  })
  const { streets, findings } = await read(file)
  assert.deepEqual([...streets.wayId], [1, 2])
  assert.deepEqual(streets.wayTags[1], { type: 'multipolygon', highway: 'pedestrian' })
  assert.deepEqual(findings, [['broken-relation', 1, 'relation/9']])
})

test('ways without nodes, or of one place, are left out and counted', async () => {
  const file = await drawn((d) => {
    d.ways.push({ id: 2, refs: [], tags: { highway: 'path' } })
    d.ways.push({ id: 3, refs: [1], tags: { highway: 'path' } })
    d.ways.push({ id: 4, refs: [1, 1], tags: { highway: 'path' } })
    d.ways.push({ id: 5, refs: [] }) // of no interest, so no finding
  })
  const { streets, findings } = await read(file)
  assert.deepEqual([...streets.wayId], [1])
  assert.deepEqual(findings, [['empty-way', 3, 'way/2']])
})

test('an area that does not close is left out and counted', async () => {
  const { ground, findings } = await read(await FILES['open-multipolygon']!())
  assert.deepEqual(ground, [])
  assert.deepEqual(findings, [['broken-relation', 1, 'relation/9']])
})

test('an outlet needs only a place: one whose outline does not close is still there, and no finding', async () => {
  const file = await drawn((d) => {
    d.way(2, [
      [0, 1],
      [3, 1],
      [3, 3],
    ])
    d.area(9, [2, 777], [], { amenity: 'school' })
    d.box(3, 5, 5, 7, 7)
    d.area(10, [], [3], { amenity: 'marketplace' }) // all members called inner
  })
  const { outlets, findings } = await read(file)
  const [school, market] = outlets
  assert.deepEqual([school!.id, school!.at], ['osm:relation/9', place(3, 1)])
  assert.deepEqual(
    [market!.id, market!.at.map((x) => x.toFixed(5))],
    ['osm:relation/10', place(6, 6).map((x) => x.toFixed(5))],
  )
  assert.deepEqual(findings, [])
})

test('a building with a missing corner is no building', async () => {
  const file = await drawn((d) => {
    d.box(2, 0, 1, 4, 4, { building: 'yes' })
    d.nodes.splice(d.node(4, 4) - 1, 1)
  })
  const { buildings, findings } = await read(file)
  assert.equal(buildings.id.length, 0)
  assert.deepEqual(findings, [['missing-nodes', 1, 'way/2 1/5']])
})

test('of two with one id the first is kept', async () => {
  const file = await drawn((d) => {
    d.way(
      1,
      [
        [0, 9],
        [5, 9],
      ],
      { highway: 'path' },
    )
    d.nodes.push({ id: 1, lng: 84, lat: 40 })
    d.nodes.push(
      { id: 500, lng: 84, lat: 40, tags: { shop: 'kiosk' } },
      { id: 500, lng: 85, lat: 40, tags: { shop: 'tea' } },
    )
    d.area(9, [1], [], { building: 'yes' })
    d.area(9, [1], [], { building: 'shed' })
  })
  const { streets, outlets, findings } = await read(file)
  assert.deepEqual([streets.wayId.length, streets.lng[0], outlets.length, outlets[0]!.tags.shop], [1, 83, 1, 'kiosk'])
  const codes = Object.fromEntries(findings.map(([code, count]) => [code, count]))
  assert.equal(codes['duplicate-id'], 4)
})

test('a node off the earth is missing, not somewhere', async () => {
  const file = await drawn((d) => {
    d.way(
      2,
      [
        [0, 1],
        [1, 1],
        [2, 1],
      ],
      { highway: 'path' },
    )
    d.nodes.push({ id: 900, lng: 120, lat: 120, tags: { shop: 'tea' } })
    d.nodes[d.node(2, 1) - 1] = { id: d.node(2, 1), lng: 83, lat: 91 }
  })
  const { streets, outlets, findings } = await read(file)
  assert.deepEqual([[...streets.wayId], outlets.length], [[1, 2], 0])
  assert.deepEqual(
    findings.map(([code, count]) => [code, count]),
    [
      ['bad-coordinates', 2],
      ['missing-nodes', 1],
    ],
  )
})

test('what a file needs and we lack is named', async () => {
  const fault = await faultOf(await FILES['unknown-feature']!())
  assert.equal(fault.code, 'bad-file')
  assert.match(fault.message, /HistoricalInformation/)
  const zstd = concat(
    await header(),
    frame(
      'OSMData',
      blob((w) => w.message(7, new Uint8Array(9))),
    ),
  )
  assert.match((await faultOf(zstd)).message, /zstd/)
})

test('the limits of the format hold, and nothing is unpacked beyond what it claims', async () => {
  const good = await header()
  const longHeader = concat(good, Uint8Array.of(0, 2, 0, 0), new Uint8Array(100))
  assert.match((await faultOf(longHeader)).message, /blob header of 131072 bytes/)
  const longBlob = concat(good, frame('OSMData', new Uint8Array(10), 40_000_000))
  assert.match((await faultOf(longBlob)).message, /blob of 40000000 bytes/)
  const bomb = await deflate(new Uint8Array(8_000_000))
  const claims = (size: number) => message([2, size], [3, bomb])
  assert.match((await faultOf(concat(good, frame('OSMData', claims(50_000_000))))).message, /block of 50000000 bytes/)
  for (const lie of [0, 1000, 7_999_999, 8_000_001])
    assert.match((await faultOf(concat(good, frame('OSMData', claims(lie))))).message, /does not unpack/)
})

test('zlib that is damaged is a fault', async () => {
  const file = await encodePbf(town())
  for (const at of [file.length - 1, file.length - 40]) {
    const broken = file.slice()
    broken[at]! ^= 0x55
    assert.equal((await faultOf(broken)).code, 'bad-file')
  }
})

test('blocks of types that we do not know are passed over', async () => {
  const file = await encodePbf(town())
  const withOther = concat(file, frame('SomethingElse', new Uint8Array(30).fill(7)))
  assert.deepEqual(await read(withOther), await read(file))
})

test('garbage in a block is a fault with a sentence', async () => {
  const list = (...numbers: number[]) =>
    blob((w) => {
      for (const n of numbers) w.varint(n)
    })
  const dense = (...fields: [number, Uint8Array][]) => message([2, message([2, message(...fields)])])
  const way = (...fields: [number, number | Uint8Array][]) => message([2, message([3, message(...fields)])])
  const blocks: Record<string, Uint8Array> = {
    'wire type': new Uint8Array(200).fill(0x0b),
    'string 9 of 0': way([1, 1], [2, list(9)], [3, list(9)]),
    'unequal number': way([1, 1], [2, list(1, 2)], [3, list(1)]),
    'without an id': way(),
    'does not end': way([1, 1], [2, list(0)], [3, list(0)], [8, Uint8Array.of(0x80)]),
    'unequal columns': dense([1, list(2, 2)], [8, list(2)], [10, list(0)]),
    'without a value': dense([1, list(2)], [8, list(2)], [9, list(2)], [10, list(5)]),
  }
  for (const [why, block] of Object.entries(blocks)) {
    const fault = await faultOf(concat(await header(), frame('OSMData', rawBlob(block))))
    assert.equal(fault.code, 'bad-file', why)
    assert.match(fault.message, new RegExp(why))
    assert.match(fault.message, /at byte \d+/)
    assert.doesNotMatch(fault.say('zh').replace(/\S+\.osm\.pbf/, ''), /[a-z]{2,} [a-z]{2,}/i)
  }
})

test('noise: whatever bytes are changed, the file is read or ends in a fault', async () => {
  const good = await encodePbf(town(), { raw: true, perBlock: 15 })
  const plainGood = await encodePbf(town(), { raw: true, plainNodes: true })
  let faults = 0
  for (let seed = 0; seed < 600; seed++) {
    const chance = random(seed)
    const file = (seed % 2 ? good : plainGood).slice()
    for (let n = chance.int(1, 12); n > 0; n--) file[chance.int(15, file.length)] = chance.int(0, 256)
    try {
      await read(file)
    } catch (error) {
      assert.ok(error instanceof Fault, `seed ${seed}: ${error instanceof Error ? error.stack : error}`)
      faults++
    }
  }
  assert.ok(faults > 100 && faults < 600, `${faults}`)
})

test('noise alone in a block', async () => {
  const good = await header()
  for (let seed = 0; seed < 300; seed++) {
    const chance = random(seed)
    const block = Uint8Array.from({ length: chance.int(0, 400) }, () =>
      chance.next() < 0.5 ? chance.int(0, 32) : chance.int(0, 256),
    )
    try {
      await read(concat(good, frame('OSMData', rawBlob(block))))
    } catch (error) {
      assert.ok(error instanceof Fault, `seed ${seed}: ${error instanceof Error ? error.stack : error}`)
    }
  }
})

test('whoever listens can give up', async () => {
  const reading = { ...quietly(), progress: { begin() {}, step() {}, signal: { aborted: true } } }
  await assert.rejects(readExtract(bytesOf('x.osm.pbf', await encodePbf(town())), reading), { code: 'cancelled' })
})
