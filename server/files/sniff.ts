// What a file really is, by its first bytes, against what it is called: a web page called .csv is not let in as a ledger.
import { Fault } from '@yike/core/base/fault.ts'
import { decodeHead } from '@yike/core/source/decode.ts'
import { BY_ENDING, BY_MEDIA_TYPE, KINDS, type Kind } from './kinds.ts'

/** Bytes of a file's beginning that are enough to tell. Fewer are looked at as they are. */
export const HEAD = 1 << 16

export interface Sniffed {
  readonly kind: Kind
  /** Whether name and media type allow that kind. One that claims nothing known is no lie: look at `kind`. A program never matches. */
  readonly matches: boolean
}

/**
 * Tells what `head`, the first bytes of a file (up to `HEAD`, more are not looked at), is, and whether `name` and `mediaType` say so
 * too. Compressed content is not opened.
 */
export function sniff(head: Uint8Array, name: string, mediaType: string | null = null): Sniffed {
  const kind = kindOf(head.subarray(0, HEAD))
  const allowed = (kinds: readonly Kind[] | null) => !kinds || kinds.includes(kind)
  return { kind, matches: kind !== 'program' && allowed(byEnding(name)) && allowed(byMediaType(mediaType)) }
}

/** The kind, where it is one of `wanted` and what it says; else throws `not-what-it-says`. */
export function mustBe(head: Uint8Array, name: string, wanted: readonly Kind[], mediaType: string | null = null): Kind {
  const { kind, matches } = sniff(head, name, mediaType)
  if (matches && wanted.includes(kind)) return kind
  const claims = [byEnding(name), byMediaType(mediaType)].find((kinds) => kinds && !kinds.includes(kind))
  const claim = KINDS[(claims ?? wanted)[0]!]
  throw new Fault('not-what-it-says', { file: name, claim, kind: KINDS[kind] })
}

function byEnding(name: string): readonly Kind[] | null {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending]! : null
}

function byMediaType(mediaType: string | null): readonly Kind[] | null {
  const type = (mediaType ?? '').split(';', 1)[0]!.trim().toLowerCase()
  return Object.hasOwn(BY_MEDIA_TYPE, type) ? BY_MEDIA_TYPE[type]! : null
}

/** First bytes, as Latin-1 with the place where they stand. From the formats' own descriptions. */
const MAGIC: readonly (readonly [Kind, string, number?])[] = [
  ['png', '\x89PNG\r\n\x1a\n'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF8'],
  ['gzip', '\x1f\x8b'],
  ['sqlite', 'SQLite format 3\0'],
  ['ole', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['archive', "7z\xbc\xaf'\x1c"],
  ['archive', 'Rar!\x1a\x07'],
  ['pbf', 'OSMHeader', 6],
  ['program', '\x7fELF'],
  ['program', '\xfe\xed\xfa\xce'],
  ['program', '\xfe\xed\xfa\xcf'],
  ['program', '\xce\xfa\xed\xfe'],
  ['program', '\xcf\xfa\xed\xfe'],
  ['program', '\xca\xfe\xba\xbe'],
  ['program', '#!'],
]

function kindOf(head: Uint8Array): Kind {
  if (head.length === 0) return 'empty'
  const has = (words: string, at = 0) => latin1(head, at, at + words.length) === words
  for (const [kind, words, at] of MAGIC) if (has(words, at)) return kind
  if (has('PK\x03\x04') || has('PK\x05\x06')) return zipKind(head)
  if (has('RIFF') && has('WEBP', 8)) return 'webp'
  if (has('ftyp', 4)) return /^(hei[cxms]|hev[cxms]|mif1|msf1)/.test(latin1(head, 8, 12)) ? 'heic' : 'binary'
  if (has('II*\0') || has('MM\0*') || has('II+\0') || has('MM\0+')) return tiffKind(head)
  if (isWindowsProgram(head)) return 'program'
  // a reader of PDF takes one whose mark stands within the first kilobyte; so does who would be tricked by it
  if (/^\s*%PDF-/.test(latin1(head, 0, 1024))) return 'pdf'
  return textKind(head)
}

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', from, to)

/** `MZ` alone also begins words: the header it points to is asked for, or, beyond what is seen, binary content. */
function isWindowsProgram(head: Uint8Array): boolean {
  if (head[0] !== 0x4d || head[1] !== 0x5a || head.length < 64) return false
  const at = new DataView(head.buffer, head.byteOffset).getUint32(60, true)
  return at + 4 <= head.length ? latin1(head, at, at + 4) === 'PE\0\0' : head.subarray(0, 64).includes(0)
}

/** By the names of the first entries: they stand uncompressed. */
function zipKind(head: Uint8Array): Kind {
  const whole = Buffer.from(head.buffer, head.byteOffset, head.length)
  const names: string[] = []
  for (
    let at = whole.indexOf('PK\x03\x04');
    at >= 0 && at + 30 <= head.length;
    at = whole.indexOf('PK\x03\x04', at + 4)
  )
    names.push(latin1(head, at + 30, at + 30 + whole.readUInt16LE(at + 26)))
  if (names.some((name) => name.startsWith('xl/'))) return 'xlsx'
  if (names.some((name) => name.startsWith('word/'))) return 'docx'
  if (names.some((name) => name === '[Content_Types].xml' || name.startsWith('_rels/'))) return 'office'
  if (names.some((name) => /\.(shp|shx|dbf)$/i.test(name))) return 'shapefile'
  return 'zip'
}

/** The tag GeoKeyDirectory (34735, OGC GeoTIFF 1.1) in the first directory; a directory beyond what is seen tells nothing. */
function tiffKind(head: Uint8Array): Kind {
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const little = head[0] === 0x49
  const big = (little ? head[2] : head[3]) === 0x2b
  if (head.length < 16) return 'tiff'
  const at = big ? Number(view.getBigUint64(8, little)) : view.getUint32(4, little)
  const [counted, each] = big ? [8, 20] : [2, 12]
  if (at + counted > head.length) return 'tiff'
  const count = big ? Number(view.getBigUint64(at, little)) : view.getUint16(at, little)
  for (let i = 0, tag = at + counted; i < count && tag + 2 <= head.length; i++, tag += each)
    if (view.getUint16(tag, little) === 34735) return 'geotiff'
  return 'tiff'
}

/** Controls that no text has; tab, line feed, form feed, return and escape are let through. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
const CONTROLS = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/
const GEOJSON =
  /"type"\s*:\s*"(FeatureCollection|Feature|(Multi)?(Point|LineString|Polygon)|GeometryCollection)"|"(features|coordinates)"\s*:\s*\[/

function textKind(head: Uint8Array): Kind {
  const text = decodeHead(head)
  // what neither encoding explains is no text; a few marks in a ledger of mixed encodings are
  const lost = text.match(/�/g)?.length ?? 0
  if (CONTROLS.test(text) || lost * 20 > text.length) return 'binary'
  const begin = text.replace(/^\ufeff?\s*/, '')
  if (/^<(!doctype\s+html|html|head|body|script|iframe|img|style|a|div|p|table|meta|link|form)[\s>/]/i.test(begin))
    return 'html'
  if (/^<(\?xml|!--|!doctype|[a-z_][\w:.-]*[\s/>])/i.test(begin))
    return /<html[\s>]|<script[\s>]/i.test(begin) ? 'html' : 'xml'
  if (/^[{[]/.test(begin) && /^(\{\s*("|\}|$)|\[\s*(["{[\]\d-]|true|false|null|$))/.test(begin))
    return GEOJSON.test(begin) ? 'geojson' : 'json'
  return 'text'
}
