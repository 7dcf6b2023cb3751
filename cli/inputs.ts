// The files that `yike measure` is given: each under a name of its own, read as its options say, listed by its hash.
import { basename } from 'node:path'
import { type Bytes, nameApart } from '@yike/core/base/bytes.ts'
import { Fault } from '@yike/core/base/fault.ts'
import type { DatumSettled, GivenFiles } from '@yike/core/circle/gather.ts'
import { type Datum, getDatum } from '@yike/core/geo/datum.ts'
import { fileBytes } from './files.ts'
import { type Input, inputOf } from './manifest.ts'

/** Options that name files, as commander gives them. */
export interface FileOptions {
  osm?: string
  networkNodes?: string
  networkEdges?: string
  outlets?: string[]
  commercial?: string[]
  areas?: string
  population?: string
  census?: string
  censusCode?: string
  datum?: string[]
  areasDatum: string
  populationDatum: string
  networkDatum: string
  labels?: string
  column?: string[]
}

/** One file that was given. */
interface Opened {
  readonly role: string
  readonly path: string
  readonly bytes: Bytes
}

/** What was given, opened: for core, for the manifest, and the classing of labels, which core reads first. */
export interface OpenedFiles {
  readonly given: GivenFiles
  readonly labels: Bytes | null
  readonly all: readonly Opened[]
}

/**
 * Opens the files named by the options. Files of one name in two folders are told apart by a number, in the order given:
 * `ledger.csv` and `ledger (2).csv`, wherever they lie. Faults: no-file, empty-file, needs, bad-value, unknown-datum.
 */
export function openFiles(o: FileOptions): OpenedFiles {
  if (!o.networkNodes !== !o.networkEdges) throw new Fault('needs', { what: '--network-nodes F --network-edges F' })
  if (o.population && o.census)
    throw new Fault('bad-value', {
      name: '--population',
      expected: '--population | --census',
      got: '--population --census',
    })
  // in order, so that the same districts give the same bytes however they were named
  const codes = [...new Set((o.censusCode ?? '').split(/[,，、;；\s]+/).filter(Boolean))].sort()
  if (o.census && codes.length === 0) throw new Fault('needs', { what: '--census-code' })
  if (!o.census && codes.length > 0) throw new Fault('needs', { what: '--census' })

  const taken = new Set<string>()
  const all: Opened[] = []
  const open = (role: string, path: string): Bytes => {
    const bytes = nameApart(fileBytes(path), taken)
    all.push({ role, path, bytes })
    return bytes
  }
  const maybe = (role: string, path: string | undefined) => (path ? open(role, path) : null)
  const columns = pairs('--column', o.column ?? [])
  const datumFor = datums(o.datum ?? [])
  const ledger = (role: 'outlets' | 'commercial') => (path: string) => {
    const bytes = open(role, path)
    return {
      bytes,
      datum: datumFor(path, bytes.name),
      origin: role === 'outlets' ? 'official' : role,
      columns,
    } as const
  }
  const osm = maybe('osm', o.osm)
  const nodes = maybe('network-nodes', o.networkNodes)
  const edges = maybe('network-edges', o.networkEdges)
  const outlets = [...(o.outlets ?? []).map(ledger('outlets')), ...(o.commercial ?? []).map(ledger('commercial'))]
  datumFor.checkAllUsed()
  const areas = maybe('areas', o.areas)
  const population = maybe('population', o.population)
  const census = maybe('census', o.census)
  return {
    given: {
      osm,
      network: nodes && edges ? { nodes, edges, datum: getDatum(o.networkDatum) } : null,
      outlets,
      areas: areas && { bytes: areas, datum: getDatum(o.areasDatum) },
      population: population && { bytes: population, datum: getDatum(o.populationDatum) },
      census: census && { bytes: census, codes },
    },
    labels: maybe('labels', o.labels),
    all,
  }
}

/** `field=heading` of each; fault bad-value. */
function pairs(option: string, given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw new Fault('bad-value', { name: option, expected: 'field=heading', got: pair })
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

/** Gives the datum of a ledger, null where nothing was said of it. */
interface DatumFor {
  (path: string, name: string): Datum | null
  /** Fault bad-value where a datum was stated for a file that is not among the ledgers. */
  checkAllUsed(): void
}

/** What `--datum` said: `gcj02` holds for all ledgers, `ledger.xlsx=wgs84` for the one of that path or name. */
function datums(given: readonly string[]): DatumFor {
  const own = new Map<string, Datum>()
  let common: Datum | null = null
  for (const text of given) {
    const at = text.lastIndexOf('=')
    if (at < 0) common = getDatum(text)
    else own.set(text.slice(0, at), getDatum(text.slice(at + 1)))
  }
  const unused = new Set(own.keys())
  const seen: string[] = []
  const find = (path: string, name: string): Datum | null => {
    seen.push(name)
    const key = [path, name, basename(path)].find((k) => own.has(k))
    if (key === undefined) return common
    unused.delete(key)
    return own.get(key)!
  }
  return Object.assign(find, {
    checkAllUsed() {
      const [stray] = unused
      if (stray !== undefined)
        throw new Fault('bad-value', { name: '--datum', expected: seen.map((n) => `${n}=…`).join(' | '), got: stray })
    },
  })
}

/** Every file that went in, by its hash; `settled` are the datums of the outlet files, in the order given. */
export async function listInputs(
  opened: OpenedFiles,
  o: FileOptions,
  settled: readonly DatumSettled[],
): Promise<Input[]> {
  const given: Readonly<Record<string, string>> = {
    areas: o.areasDatum,
    population: o.populationDatum,
    'network-nodes': o.networkDatum,
  }
  const byName = new Map(settled.map((s) => [s.file, s]))
  const inputs: Input[] = []
  for (const { role, path, bytes } of opened.all) {
    const ledger = role === 'outlets' || role === 'commercial' ? byName.get(bytes.name) : undefined
    const stated = given[role] ? getDatum(given[role]) : null
    const by = ledger?.by ?? (stated ? 'given' : null)
    inputs.push(await inputOf(role, path, bytes, ledger?.datum ?? stated, by))
  }
  return inputs
}
