// Files as nobody means to send them: sound ones of every format on the shelf, changed by a seed. A reader must end each in
// rows and findings, or in a Fault; anything else is a failure.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bytesOf } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import { type Random, random } from '../base/random.ts'
import type { Format } from '../source/define.ts'
import { formats } from '../source/formats/index.ts'
import type { LedgerRow } from '../source/ledger.ts'
import { readLedger } from '../source/ledger-read.ts'
import { ledgerCsv, ledgerXlsx } from '../source/ledger-write.ts'
import { encodePbf } from '../source/osm/encode.ts'
import { storedZip } from '../source/stored-zip.ts'
import { unzip } from '../source/unzip.ts'
import { town } from './osm-town.ts'
import { zippedShapefile } from './shapefile.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const fixtures = (folder: string, ending: RegExp) =>
  readdirSync(join(FIXTURES, folder))
    .filter((name) => ending.test(name))
    .sort()
    .map((name): Sound => ({ name, bytes: new Uint8Array(readFileSync(join(FIXTURES, folder, name))) }))

/** A file to begin from. */
export interface Sound {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Formats by id. */
export const FORMATS: ReadonlyMap<string, Format> = new Map(formats.map((format) => [format.id, format as Format]))

/** The files that each format's mutations begin from. */
export async function soundFiles(): Promise<ReadonlyMap<string, readonly Sound[]>> {
  const fields = { 编号: '007', 名称: '好邻居', 业态: '便利店', 床位: '12', 核实日期: '2024-05-01' }
  const points = Array.from({ length: 30 }, (_, i) => [121.5 + i / 1000, 31.2])
  const rows = points.map((_, i) => ({ ...fields, 编号: `${i}` }))
  const doors = points.map(([x, y]) => [x!, y!, x! + 0.001, y!])
  const population = points.map(([x, y], i) => `${x},${y},${i},1,2`).join('\n')
  const ledger = points.map((at, i): LedgerRow => ({ ...LEDGER_ROW, id: `${i}`, at: [at[0]!, at[1]!] }))
  return new Map([
    ['csv-census', fixtures('population', /census.*\.csv$/)],
    ['csv-outlets', [...fixtures('outlets', /\.(csv|tsv|txt)$/), { name: 'export.csv', bytes: ledgerCsv(ledger) }]],
    ['csv-population', [{ name: 'p.csv', bytes: new TextEncoder().encode(`lng,lat,people,0-2,60+\n${population}`) }]],
    ['geojson-areas', fixtures('areas', /\.geojson$/)],
    ['geojson-outlets', fixtures('outlets', /\.geojson$/)],
    [
      'osm-pbf',
      [
        ...fixtures('osm', /town\.osm\.pbf$/),
        { name: 'raw.osm.pbf', bytes: await encodePbf(town(), { raw: true, perBlock: 15 }) },
        { name: 'plain.osm.pbf', bytes: await encodePbf(town(), { raw: true, plainNodes: true }) },
      ],
    ],
    ['shapefile-areas', fixtures('areas', /\.zip$/)],
    [
      'shapefile-outlets',
      [
        { name: 'points.zip', bytes: zippedShapefile('p', { points, rows, encoding: 'gbk' }) },
        { name: 'doors.zip', bytes: zippedShapefile('p', { points: doors, rows, encoding: 'utf8', cpg: '936' }) },
      ],
    ],
    ['tiff-population', fixtures('population', /\.tif$/)],
    ['xlsx-outlets', [...fixtures('outlets', /\.xlsx$/), { name: 'export.xlsx', bytes: await ledgerXlsx(ledger) }]],
  ])
}

const LEDGER_ROW: LedgerRow = {
  id: '',
  name: '=好邻居"便利"',
  label: '便利店',
  at: [121.5, 31.2],
  entrances: [[121.5, 31.2]],
  tags: {},
  capacity: 5,
  hours: '8-20',
  address: '示例路1号',
  origins: [{ kind: 'official', file: 'a|b.csv', row: 7, ref: 'N-1', confirmed: '2024-05-01' }],
  state: 'moved',
  confirmed: '2024-05-01',
  confirmedBy: '张三',
  licence: '0091',
  remark: '第一行\n第二行',
}

/** `file` changed by `seed`: nearly always other bytes, now and then a file that still makes sense. */
export async function mutated(file: Uint8Array, seed: number): Promise<Uint8Array> {
  const sound = new Uint8Array(file) // the slice of Node's Buffer would be the file itself
  const chance = random(seed)
  if (sound[0] === 0x50 && sound[1] === 0x4b && chance.next() < 0.7) {
    // within the archive, which would otherwise be refused before its files are met
    try {
      const parts = new Map(await unzip(sound, 'sound.zip', () => true, 2 ** 26))
      const path = chance.pick([...parts.keys()])
      parts.set(path, changed(parts.get(path)!, chance))
      return storedZip(parts)
    } catch {
      // a fixture that is damaged already
    }
  }
  const text = sound[0] === 0x7b ? new TextDecoder().decode(sound) : ''
  if (text && chance.next() < 0.7) {
    // within the JSON, which hardly any change to its text leaves whole
    try {
      return new Uint8Array(Buffer.from(JSON.stringify(changedJson(JSON.parse(text), chance))))
    } catch {
      // a fixture that is no JSON
    }
  }
  if (chance.next() < 0.4) {
    const out = sound.slice()
    out[within(out, chance)] = chance.int(0, 256)
    return out
  }
  return changed(sound, chance)
}

const ODD = [
  null,
  '',
  0,
  -0,
  1e308,
  -1e308,
  200,
  '121.5',
  true,
  [],
  {},
  [[]],
  [[[[]]]],
  'Point',
  'MultiPolygon',
  'x'.repeat(50_000),
]

/** A JSON value with some of what is in it put otherwise. */
function changedJson(value: unknown, chance: Random): unknown {
  const nodes: { readonly in: Record<string, unknown>; readonly key: string }[] = []
  const walk = (node: unknown) => {
    if (node === null || typeof node !== 'object') return
    for (const key of Object.keys(node)) {
      nodes.push({ in: node as Record<string, unknown>, key })
      walk((node as Record<string, unknown>)[key])
    }
  }
  walk(value)
  for (let n = chance.int(1, 6); n > 0; n--) {
    const { in: owner, key } = chance.pick(nodes)
    const other = chance.pick(nodes)
    const what = chance.int(0, 5)
    if (what === 0) delete owner[key]
    else if (what === 1) owner[key] = structuredClone(other.in[other.key])
    else if (what === 2) owner[key] = Array.from({ length: chance.int(1, 150) }, () => owner[key])
    else if (what === 3) for (let deep = chance.int(1, 100); deep > 0; deep--) owner[key] = [owner[key]]
    else owner[key] = chance.pick(ODD)
  }
  return value
}

function changed(sound: Uint8Array, chance: Random): Uint8Array {
  let bytes = sound
  for (let n = chance.int(1, 4); n > 0; n--) bytes = chance.pick(CHANGES)(bytes, chance)
  return bytes
}

type Change = (bytes: Uint8Array, chance: Random) => Uint8Array

const within = (bytes: Uint8Array, chance: Random) => chance.int(0, Math.max(1, bytes.length))
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

/** Texts that readers of text stumble over. */
const SNIPPETS = [
  '"',
  '""',
  '\ufeff',
  '\0',
  '\r',
  '\r\n',
  ',,,,,,,,',
  '\t',
  '[',
  '{',
  ']',
  '}',
  '\\',
  '\\u0000',
  '1e999',
  '-',
  'NaN',
  'null',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  '<c r="XFD1048576"/>',
  '<mergeCell ref="A1:XFD1048576"/>',
  '�',
  '\ud800',
  '=HYPERLINK("http://x")',
  '[['.repeat(5000),
  '"'.repeat(3000),
  ','.repeat(70_000),
  '长'.repeat(40_000),
].map((text) => new Uint8Array(Buffer.from(text)))
const RAW = [[0xff], [0xfe, 0xff], [0xc4, 0xe3], [0x81], [0xf0, 0x9f], [0x84, 0x31, 0xa4, 0x37]].map((b) =>
  Uint8Array.from(b),
)

const EXTREMES = [0, 1, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff]

const CHANGES: readonly Change[] = [
  // bits turned over
  (bytes, chance) => {
    const out = bytes.slice()
    for (let n = chance.int(1, 12); n > 0; n--) out[within(out, chance)]! ^= 1 << chance.int(0, 8)
    return out
  },
  // cut short
  (bytes, chance) => bytes.slice(0, within(bytes, chance)),
  // a piece taken out
  (bytes, chance) => {
    const from = within(bytes, chance)
    return joined(bytes.subarray(0, from), bytes.subarray(from + chance.int(1, 200)))
  },
  // a piece written twice, or many times
  (bytes, chance) => {
    const from = within(bytes, chance)
    const piece = bytes.subarray(from, from + chance.int(1, 400))
    const times = chance.next() < 0.1 ? 2_000 : 1
    return joined(bytes.subarray(0, from), ...Array<Uint8Array>(times).fill(piece), bytes.subarray(from))
  },
  // a piece put elsewhere
  (bytes, chance) => {
    const from = within(bytes, chance)
    const to = within(bytes, chance)
    return joined(bytes.subarray(0, to), bytes.subarray(from, from + chance.int(1, 300)), bytes.subarray(to))
  },
  // a number that says how long something is
  (bytes, chance) => {
    const out = bytes.slice()
    const view = new DataView(out.buffer)
    for (let n = chance.int(1, 4); n > 0 && out.length > 4; n--) {
      const at = chance.int(0, out.length - 4)
      const little = chance.next() < 0.5
      if (chance.next() < 0.5) view.setUint16(at, chance.pick(EXTREMES) & 0xffff, little)
      else view.setUint32(at, chance.pick(EXTREMES), little)
    }
    return out
  },
  // text put in
  (bytes, chance) => {
    const at = within(bytes, chance)
    return joined(bytes.subarray(0, at), chance.pick(chance.next() < 0.7 ? SNIPPETS : RAW), bytes.subarray(at))
  },
  // zeros, as of a download that broke off
  (bytes, chance) => {
    const out = bytes.slice()
    const from = within(out, chance)
    return out.fill(0, from, from + chance.int(1, 300))
  },
  // another character for one that means something
  (bytes, chance) => {
    const [was, is] = [chance.pick([...'",:[]{}\n;<>0'].map((c) => c.charCodeAt(0))), chance.int(0, 256)]
    let left = chance.int(1, 30)
    return bytes.map((b) => (b === was && left > 0 && chance.next() < 0.3 && left-- ? is : b))
  },
]

/** What came of one file. */
export interface Outcome {
  /** The code of the Fault that it ended in; null where it was read. */
  readonly fault: string | null
  readonly findings: number
  readonly ms: number
}

/** Reads one mutation; outlets also as a ledger, every other time. Throws, with the seed, what is no Fault. */
export async function outcomeOf(id: string, sounds: readonly Sound[], seed: number): Promise<Outcome> {
  const sound = sounds[seed % sounds.length]!
  const bytes = bytesOf(sound.name, await mutated(sound.bytes, seed))
  const findings = new Findings()
  const begun = performance.now()
  const end = (fault: string | null): Outcome => ({
    fault,
    findings: findings.list().reduce((sum, f) => sum + f.count, 0),
    ms: performance.now() - begun,
  })
  const format = FORMATS.get(id)!
  try {
    if (format.yields === 'outlets' && seed % 2 === 0) await readLedger(bytes, { datum: 'gcj02', findings })
    else {
      format.recognise(bytes.name, await bytes.slice(0, 4096))
      await format.read(bytes, { datum: 'gcj02', origin: 'official', findings, progress: SILENT })
    }
    return end(null)
  } catch (error) {
    if (!(error instanceof Fault)) throw new Error(`${id}, ${sound.name}, seed ${seed}`, { cause: error })
    if (!error.message || !error.say('zh')) throw new Error(`${id}, seed ${seed}: a fault without a sentence`)
    return end(error.code)
  }
}
