// The few answers of an S3 store that are XML. A small strict reader of elements and text: no DTD, no entities but the five that
// XML names and characters by number, no depth or length beyond what these answers have. So nothing in them can grow or reach out.

/** An element. */
export interface Element {
  readonly name: string
  /** The text directly in it. */
  readonly text: string
  readonly children: readonly Element[]
}

/** Answers list at most 1000 keys, each well under 2 KB. */
export const XML_LIMIT = 4 << 20
const DEPTH = 8

const TOKEN =
  /<\?xml[^<>]*\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y

/** Reads a document; throws an error that says where it is not what such an answer is. */
export function readXml(source: string): Element {
  if (source.length > XML_LIMIT) throw new Error(`XML of ${source.length} characters`)
  const top = { name: '', text: '', children: [] as Element[] }
  const open = [top]
  TOKEN.lastIndex = source.charCodeAt(0) === 0xfeff ? 1 : 0
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(source)
    if (!token) throw new Error(`XML that is not understood at ${at}`)
    const [whole, closes, name, , empty, text] = token
    const inner = open.at(-1)!
    if (text !== undefined) {
      const said = plain(text)
      if (inner === top && said.trim()) throw new Error(`text outside of the root at ${at}`)
      inner.text += said
    } else if (name === undefined) {
      if (at > 1) throw new Error(`${whole.slice(0, 20)} at ${at}`)
    } else if (closes) {
      if (inner === top || inner.name !== name || empty) throw new Error(`</${name}> at ${at}`)
      open.pop()
    } else {
      const element = { name, text: '', children: [] }
      if (inner === top && top.children.length > 0) throw new Error(`a second root at ${at}`)
      inner.children.push(element)
      if (!empty && open.push(element) > DEPTH + 1) throw new Error(`more than ${DEPTH} elements deep at ${at}`)
    }
  }
  if (open.length !== 1 || top.children.length !== 1) throw new Error('XML that ends too early')
  return top.children[0]!
}

/** The text of the first child of that name, null where there is none. */
export const textIn = (element: Element, name: string): string | null =>
  element.children.find((child) => child.name === name)?.text ?? null

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function plain(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w*));?/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null
      const character = code === null ? NAMED[name ?? ''] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined
      if (character === undefined || !whole.endsWith(';')) throw new Error(`the entity ${whole.slice(0, 20)}`)
      return character
    },
  )
}
