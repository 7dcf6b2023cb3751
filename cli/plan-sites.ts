// The sites of `yike plan`: those that `yike site` chose (--sites), and those that the plan seeks itself for what circles lack.
import { basename } from 'node:path'
import type { Findings } from '@yike/core/base/finding.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { Measured, MeasureInputs } from '@yike/core/circle/measured.ts'
import { DATUMS, getDatum } from '@yike/core/geo/datum.ts'
import { type Chosen, readSites } from '@yike/core/plan/proposals.ts'
import { type PlanSites, seekSites, soughtBy } from '@yike/core/plan/seek-sites.ts'
import type { Candidate } from '@yike/core/siting/candidate.ts'
import { candidatesFrom } from '@yike/core/siting/premises.ts'
import { readPremises } from '@yike/core/source/premises-table.ts'
import type { Command } from 'commander'
import { textOf } from './cities.ts'
import { fileBytes } from './files.ts'
import { solveInThread } from './site-thread.ts'
import { amount } from './values.ts'

/** Options that say where something may be opened. */
export interface PlanSiteOptions {
  sites?: string[]
  propose?: string
  premises?: string[]
  datum: string
  seconds: string
}

/** What is sought unless asked otherwise: the basic categories; nothing where sites are given. */
export const proposeOf = ({ sites, propose }: PlanSiteOptions): string => propose ?? (sites ? 'none' : 'basic')

/** Reads and seeks. `list` hears of each file; `again` measures a city that was changed. Faults: those of the files, bad-value. */
export async function planSites(
  o: PlanSiteOptions,
  inputs: MeasureInputs,
  measured: Measured,
  again: (changed: MeasureInputs) => Promise<Measured>,
  list: (role: string, path: string) => Promise<void>,
  findings: Findings,
  progress: Progress,
): Promise<PlanSites> {
  const seconds = amount('--seconds', o.seconds, 3600)
  const sought = soughtBy(proposeOf(o), measured)
  const chosen: Chosen[] = []
  const candidates: Candidate[] = []
  for (const path of o.sites ?? []) {
    const sites = readSites(textOf(path), basename(path), measured.population.lng.length)
    chosen.push(...sites.chosen)
    candidates.push(...sites.candidates)
    await list('sites', path)
  }
  const premises: Candidate[] = []
  for (const path of o.premises ?? []) {
    const rows = await readPremises(fileBytes(path), {
      datum: getDatum(o.datum),
      origin: 'official',
      findings,
      progress,
    })
    premises.push(...candidatesFrom(rows, 'premises', measured.categories, findings))
    await list('premises', path)
  }
  return seekSites({
    ...{ inputs, measured, sought, chosen, candidates, again, progress },
    premises: o.premises ? premises : null,
    solve: (model, instance, ask) => solveInThread(model, instance, ask, { seed: SEED, seconds }, progress),
  })
}

/** Of the search for sites; no option, for it changes nothing but which of equals is found. */
export const SEED = 1

/** Adds the options to a command. */
export const withSiteOptions = (command: Command, zh: boolean): Command =>
  command
    .option('--sites <files...>', zh ? '选址方案：yike site 写的 sites.json，可以有几个' : 'sites.json of yike site, one or several')
    .option(
      '--propose <categories>',
      zh
        ? '为哪些业态选址：basic（基本保障类；没有 --sites 时即此）、none，或业态名，逗号分隔'
        : 'categories to find sites for: basic (so without --sites), none, or names by commas',
    )
    .option('--premises <files...>', zh ? '只在这些场所里选（CSV、XLSX、GeoJSON）；不写则选街口' : 'only among these premises (CSV, XLSX, GeoJSON); crossings if not given') // biome-ignore format: one line
    .option('--datum <id>', `${zh ? '场所的坐标系' : 'datum of the premises'}: ${DATUMS.join(', ')}`, 'wgs84')
    .option('--seconds <n>', zh ? '每个业态选址至多几秒' : 'seconds to find sites of a category at most', '10')
