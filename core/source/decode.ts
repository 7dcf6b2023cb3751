// Bytes become text: UTF-8 if it is, else GB18030 (which holds GBK and GB2312), UTF-16 where a mark says so.
// Files are decoded a slice at a time, so that a ledger of 100 MB never stands in memory twice.
import type { Bytes } from '../base/bytes.ts'
import type { Findings } from '../base/finding.ts'
import { LIMITS } from './limits.ts'
import { checkSize } from './size.ts'

/** How a file's bytes are to be read. */
export interface Encoding {
  readonly label: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
  /** Bytes of the byte order mark to skip. */
  readonly mark: number
  /** Whether every byte fits; if not, some characters become �. For GB18030 it is not known beforehand: false. */
  readonly clean: boolean
}

const SLICE = 1 << 20

/** What the bytes of one file are in. Reads the whole file once, for one GBK line may stand a million lines down. */
export async function encodingOf(bytes: Bytes): Promise<Encoding> {
  const [a, b, c] = await bytes.slice(0, 3)
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: 'utf-8', mark: 3, clean: await isUtf8(bytes) }
  if (a === 0xff && b === 0xfe) return { label: 'utf-16le', mark: 2, clean: true }
  if (a === 0xfe && b === 0xff) return { label: 'utf-16be', mark: 2, clean: true }
  if (await isUtf8(bytes)) return { label: 'utf-8', mark: 0, clean: true }
  // Neither is pure. Chinese in GBK read as UTF-8 gives far more � than characters, the other way round it gives
  // characters that merely make no sense; so UTF-8 is asked.
  let lost = 0
  let kept = 0
  for await (const text of pieces(bytes, { label: 'utf-8', mark: 0, clean: false })) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === 0xfffd) lost++
      else if (code > 0x7f) kept++
    }
  }
  return { label: kept > lost ? 'utf-8' : 'gb18030', mark: 0, clean: false }
}

/** Text of a file's first bytes, for recognising it. A character cut in two at the end is dropped. */
export function decodeHead(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head)
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
  } catch {
    return new TextDecoder('gb18030').decode(head, { stream: true })
  }
}

/** The text of a file in pieces of about a megabyte. A character cut in two at the file's end is dropped. */
export async function* pieces(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding.label)
  for (let from = encoding.mark; from < bytes.size; from += SLICE) {
    const text = decoder.decode(await bytes.slice(from, Math.min(from + SLICE, bytes.size)), { stream: true })
    if (text) yield text
  }
}

/**
 * The whole text of a file, without byte order mark. Where neither encoding fits the file, each line is read in its own;
 * the lines of the rarer encoding, and characters that none explains, are noted as `mixed-encoding`.
 * Throws the fault `too-large` beyond 300 MB.
 */
export async function readText(bytes: Bytes, findings: Findings): Promise<string> {
  checkSize(bytes.name, bytes.size, LIMITS.textBytes)
  const encoding = await encodingOf(bytes)
  if (!encoding.clean) return byLine(await bytes.slice(encoding.mark, bytes.size), bytes.name, findings)
  const parts: string[] = []
  for await (const text of pieces(bytes, encoding)) parts.push(text)
  return parts.join('')
}

/** What a line is in. Pure ASCII goes with its neighbours. */
type LineKind = 'ascii' | 'utf-8' | 'gb18030'

/** A text of lines in UTF-8 and GB18030: runs of one kind are decoded together, so a file all in GB18030 is one run. */
function byLine(data: Uint8Array, file: string, findings: Findings): string {
  const runs: { kind: LineKind; from: number; to: number; line: number }[] = []
  const lines = { 'utf-8': 0, gb18030: 0 }
  let line = 1
  for (let from = 0; from < data.length; line++) {
    const found = data.indexOf(0x0a, from)
    const to = found < 0 ? data.length : found + 1
    const kind = kindOf(data, from, to)
    if (kind !== 'ascii') lines[kind]++
    const last = runs.at(-1)
    if (last && (kind === 'ascii' || last.kind === kind)) last.to = to
    else runs.push({ kind, from, to, line })
    from = to
  }
  const rarer = lines['utf-8'] < lines.gb18030 ? 'utf-8' : 'gb18030'
  const parts = runs.map(({ kind, from, to, line }) => {
    const text = new TextDecoder(kind === 'gb18030' ? 'gb18030' : 'utf-8').decode(data.subarray(from, to))
    const mixed = kind === rarer && lines['utf-8'] > 0
    if (mixed || text.includes('�')) {
      text.split('\n').forEach((l, i) => {
        if ((mixed && foreign(l)) || l.includes('�')) findings.note('mixed-encoding', file, line + i, l.trim())
      })
    }
    return text
  })
  return parts.join('')
}

const UTF8 = new TextDecoder('utf-8')

const foreign = (text: string): boolean => [...text].some((c) => c.charCodeAt(0) > 0x7f)

/**
 * The kind of the line `data[from .. to)`. UTF-8 if it is valid and holds a character of three bytes, as Chinese has (those of
 * two may be GB18030 by chance), or if it is spoilt but more of it makes sense than not.
 */
function kindOf(data: Uint8Array, from: number, to: number): LineKind {
  let i = from
  while (i < to && data[i]! < 0x80) i++
  if (i === to) return 'ascii'
  // GB18030 read as UTF-8 gives far more � than characters
  const text = UTF8.decode(data.subarray(i, to))
  let kept = 0
  let lost = 0
  for (let k = 0; k < text.length; k++) {
    const code = text.charCodeAt(k)
    if (code === 0xfffd) lost++
    else if (code > 0x7ff) kept++
  }
  return kept > lost ? 'utf-8' : 'gb18030'
}

async function isUtf8(bytes: Bytes): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let from = 0; from < bytes.size; from += SLICE)
      decoder.decode(await bytes.slice(from, Math.min(from + SLICE, bytes.size)), { stream: true })
    return true
  } catch {
    return false
  }
}
