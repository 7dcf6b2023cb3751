// The same documents for a person with a browser: as plain as can be, everything escaped.

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!)

/** Links go only where they say: no other schemes. */
const anchor = (href: string, text: string): string =>
  /^https?:\/\//.test(href) ? `<a href="${escaped(href)}">${escaped(text)}</a>` : escaped(text)

function shown(value: unknown, deep: number): string {
  if (value === null || value === undefined) return '<i>null</i>'
  if (typeof value !== 'object') {
    const text = String(value)
    return anchor(text, text)
  }
  if (deep > 8) return escaped(JSON.stringify(value).slice(0, 200))
  if (Array.isArray(value)) {
    // positions and other figures stay on one line
    if (value.every((v) => typeof v !== 'object' || v === null)) return escaped(value.join(', '))
    return `<ol>${value.map((v) => `<li>${shown(v, deep + 1)}</li>`).join('')}</ol>`
  }
  const { href, rel, title, type } = value as Record<string, unknown>
  if (typeof href === 'string' && typeof rel === 'string')
    return `${escaped(rel)}: ${anchor(href, String(title ?? href))} <small>${escaped(String(type ?? ''))}</small>`
  const rows = Object.entries(value).map(([k, v]) =>
    k === 'coordinates' ? `<dt>${k}</dt><dd>…</dd>` : `<dt>${escaped(k)}</dt><dd>${shown(v, deep + 1)}</dd>`,
  )
  return `<dl>${rows.join('')}</dl>`
}

/** A document as a page. */
export const pageOf = (title: string, document: unknown): string => `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font:15px/1.5 sans-serif;margin:2em;max-width:60em}dt{font-weight:600}dd{margin:0 0 .3em 1.2em}</style></head>
<body><h1>${escaped(title)}</h1>${shown(document, 0)}</body></html>
`
