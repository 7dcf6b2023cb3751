// The reader of files, in a worker so that the page stays live: the same core code that the server runs, before anything is sent.
import type { Bytes } from '@yike/core/base/bytes.ts'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings, type Noted } from '@yike/core/base/finding.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { Basemap } from '@yike/core/report/basemap.ts'
import type { ColumnGuess } from '@yike/core/source/columns.ts'
import { countLayer, type LayerKind } from '@yike/core/source/layer-content.ts'
import type { LedgerRow } from '@yike/core/source/ledger.ts'
import { entrancesText, STATE_WORDS, sourcesText } from '@yike/core/source/ledger-cells.ts'
import { compareLedgers } from '@yike/core/source/ledger-compare.ts'
import { readLedger, type ToldField } from '@yike/core/source/ledger-read.ts'
import { LIMITS } from '@yike/core/source/limits.ts'
import { previewLedger } from '@yike/core/source/preview.ts'
import type { Streets } from '@yike/core/source/rows.ts'
import { classifier } from '@yike/core/standard/classify.ts'
import notice2025 from '@yike/core/standard/standards/notice-2025.ts'
import { streetsOfGround } from './ground-streets.ts'
import {
  type Counted,
  type Difference,
  type HowToRead,
  type LookedAt,
  MOST_SHOWN,
  type PlainRow,
  type ReaderAsk,
  type ReaderTold,
} from './upload-messages.ts'

const tell = (told: ReaderTold) => self.postMessage(told)

/** A file of the browser, read in pieces. */
const bytesOfBlob = (name: string, blob: Blob): Bytes => ({
  name,
  size: blob.size,
  slice: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
})

/** Tells at most some times a second. */
function teller(): Progress {
  let what = { zh: '读取文件', en: 'Reading the file' }
  let of: number | null = null
  let last = 0
  const say = (share: number | null) => tell({ doing: { what, share } })
  return {
    begin(stage, steps) {
      what = stage
      of = steps
      say(of ? 0 : null)
    },
    step(n) {
      const now = performance.now()
      if (now - last < 100) return
      last = now
      say(of ? Math.min(1, n / of) : null)
    },
  }
}

const told = ({ columns, datum, origin }: HowToRead) => ({
  origin,
  ...(columns && { columns }),
  ...(datum && { datum }),
})

let ground: { readonly basemap: Basemap; readonly streets: Streets | null } | null = null

async function look(bytes: Bytes, how: HowToRead, basemap: Basemap | null): Promise<LookedAt> {
  if (basemap && ground?.basemap.bounds.west !== basemap.bounds.west)
    ground = { basemap, streets: streetsOfGround(basemap) }
  const streets = basemap ? ground?.streets : null
  const preview = await previewLedger(bytes, { ...told(how), progress: teller(), ...(streets && { streets }) })
  const { reading, rowFindings, ...shown } = preview
  const step = Math.max(1, reading.rows.length / 20)
  const sample = Array.from(
    { length: Math.min(20, reading.rows.length) },
    (_, i) => reading.rows[Math.floor(i * step)]!,
  )
  return {
    ...shown,
    rowFindings: rowFindings.slice(0, MOST_SHOWN),
    untold: Math.max(0, rowFindings.length - MOST_SHOWN) + reading.untold,
    exported: reading.exported,
    sample: sample.map(({ name, label, at }) => ({ name: name || label, at })),
  }
}

async function count(bytes: Bytes, kind: LayerKind, { columns, datum }: HowToRead): Promise<Counted> {
  const rowFindings: Noted[] = []
  let untold = 0
  const findings = new Findings((noted) => {
    if (rowFindings.length < Math.min(MOST_SHOWN, LIMITS.rowFindings)) rowFindings.push(noted)
    else untold++
  })
  let guess: ColumnGuess | null = null
  const content = await countLayer(kind, bytes, {
    ...{ datum: datum ?? 'wgs84', origin: 'official', findings, progress: teller() },
    columnsRead: (found) => (guess = found),
    ...(columns && { columns }),
  })
  return { ...content, columns: guess, findings: findings.list(), rowFindings, untold }
}

const plain = ({ id, name, label, address }: LedgerRow): PlainRow => ({ id, name, label, address })

function textOf(row: LedgerRow, field: ToldField): string {
  if (field === 'at') return row.at.map((n) => n.toFixed(6)).join(', ')
  if (field === 'state') return STATE_WORDS[row.state]
  if (field === 'origins') return sourcesText(row.origins)
  if (field === 'entrances') return entrancesText(row.entrances)
  const value = row[field as keyof LedgerRow]
  return value === null || value === undefined || value === '' ? '—' : String(value)
}

/** As the server compares: by the trades of one standard, with what the file has columns for. */
async function compare(bytes: Bytes, how: HowToRead, present: Blob): Promise<Difference> {
  const ledger = await readLedger(bytesOfBlob('ledger.csv', present), { datum: 'wgs84' })
  const file = await readLedger(bytes, { ...told(how), datum: how.datum ?? 'wgs84', progress: teller() })
  const found = compareLedgers(ledger.rows, file.rows, file.told, classifier(notice2025, {}))
  return {
    added: found.added.map(plain),
    same: found.same.map((m) => plain(m.present)),
    missing: found.missing.map(plain),
    changed: found.changed.map(({ present, imported, by, fields }) => ({
      ...{ id: present.id, name: present.name || present.label, by },
      fields: fields.map((field) => ({ field, before: textOf(present, field), after: textOf(imported, field) })),
    })),
  }
}

function answerTo(ask: ReaderAsk): Promise<LookedAt | Counted | Difference> {
  const bytes = bytesOfBlob(ask.name, ask.file)
  if (ask.kind === 'look') return look(bytes, ask.how, ask.ground)
  if (ask.kind === 'count') return count(bytes, ask.layer, ask.how)
  return compare(bytes, ask.how, ask.present)
}

self.onmessage = async ({ data }: MessageEvent<ReaderAsk>) => {
  try {
    tell({ answer: await answerTo(data) })
  } catch (error) {
    if (error instanceof Fault) tell({ fault: { code: error.code, values: error.values } })
    else tell({ mistake: error instanceof Error ? error.message : String(error) })
  }
}
