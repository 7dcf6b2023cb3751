// The folder of a siting, whoever makes it: `yike site` on a disk, a server among its blobs.
import type { Anew } from '../siting/anew.ts'
import type { Siting, SitingQuestion } from '../siting/siting.ts'
import { type FilesMade, type Input, manifestJson } from './files.ts'
import { sitesCsv, sitesGeojson, sitesJson } from './sites.ts'
import { sitesAnewCsv, sitesAnewGeojson, sitesAnewJson } from './sites-anew.ts'

/** What a siting was made from. */
export interface SitedFrom {
  readonly question: SitingQuestion
  readonly inputs: readonly Input[]
  readonly versions: Readonly<Record<string, string>>
  readonly seed: number
  readonly seconds: number
  readonly gap: number
}

const asked = (question: SitingQuestion) => ({ ...question, categories: question.categories.map((c) => c.id) })

/** New sites beside what there is. */
export function* siteFiles(siting: Siting, { question, inputs, versions, seed, seconds, gap }: SitedFrom): FilesMade {
  const { convention, candidates, how, ended } = siting
  yield ['sites.json', sitesJson(siting)]
  yield ['sites.csv', sitesCsv(siting)]
  yield ['sites.geojson', sitesGeojson(siting)]
  yield [
    'manifest.json',
    manifestJson({
      ...{ tool: 'yike', kind: 'sites', versions, inputs, question: asked(question) },
      ...{ convention, candidates, how, ended, seed, seconds, gap },
    }),
  ]
}

/** All sites chosen anew, those of today among the candidates. */
export function* anewFiles(anew: Anew, { question, inputs, versions, seed, seconds }: SitedFrom): FilesMade {
  const { convention, candidates, how, ended } = anew
  yield ['sites.json', sitesAnewJson(anew)]
  yield ['sites.csv', sitesAnewCsv(anew)]
  yield ['sites.geojson', sitesAnewGeojson(anew)]
  yield [
    'manifest.json',
    manifestJson({
      ...{ tool: 'yike', kind: 'sites', versions, inputs, existing: 'free', question: asked(question) },
      ...{ convention, candidates, how, ended, seed, seconds },
    }),
  ]
}
