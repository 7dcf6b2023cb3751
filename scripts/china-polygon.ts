// Writes core/geo/china.ts: mainland China as rings, from the borders of @rapideditor/country-coder (ISC), which are
// those of OpenStreetMap's iD editor: ~1,000 points, fine where Shenzhen meets Hong Kong, far out at sea along the coast.
// Run it when that package is updated: node scripts/china-polygon.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { borders } from '@rapideditor/country-coder'

const MAINLAND = 'Q19188' // Wikidata: mainland China, that is China without Hong Kong, Macau and Taiwan
const UNITS = 1e5

const mainland = borders.features.find((feature) => feature.properties.id === MAINLAND)
if (mainland?.geometry?.type !== 'MultiPolygon') throw new Error(`country-coder has no feature ${MAINLAND}.`)
const root = join(import.meta.dirname, '..')
const itsPackage = readFileSync(join(root, 'node_modules/@rapideditor/country-coder/package.json'), 'utf8')
const { version } = JSON.parse(itsPackage) as { version: string }
const coordinates = mainland.geometry.coordinates as number[][][][]

const rings = coordinates.flat().map((ring) => {
  const points = ring.slice(0, -1) // the first point is not repeated in our rings
  const numbers = points.flatMap(([lng, lat]) => [Math.round(lng! * UNITS), Math.round(lat! * UNITS)])
  const lines: string[] = []
  let line = '   '
  for (const n of numbers) {
    const word = ` ${n},`
    if (line.length + word.length > 120) {
      lines.push(line)
      line = '   '
    }
    line += word
  }
  lines.push(line)
  return `  // biome-ignore format: a table of numbers\n  [\n${lines.join('\n')}\n  ],`
})

const text = `// Where GCJ-02 shifts: mainland China, without Hong Kong, Macau and Taiwan. Only for deciding whether a coordinate is
// shifted; it is coarse, its coasts lie far out at sea, and it is never drawn.
// Written by scripts/china-polygon.ts from @rapideditor/country-coder ${version} (ISC licence, © country-coder contributors).

/** Degrees per unit of MAINLAND_RINGS. */
export const MAINLAND_UNIT = 1e-5

/** Rings of [lng, lat, lng, lat, …], first point not repeated; the even-odd rule over all of them says what is inside. */
export const MAINLAND_RINGS: readonly (readonly number[])[] = [
${rings.join('\n')}
]
`
writeFileSync(join(root, 'core', 'geo', 'china.ts'), text)
