// A done run put straight into the database, for tests of what is read from runs.
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import type { AreaCoverage } from '../map/features.ts'
import type { Code, World } from './world.ts'

/** A run of an office with these files and figures; its id. */
export async function putRun(
  { platform, offices }: World,
  code: Code,
  files: Readonly<Record<string, Uint8Array | string>>,
  {
    coverage = [],
    state = 'done',
    shared = true,
  }: { coverage?: readonly AreaCoverage[]; state?: 'done' | 'running'; shared?: boolean } = {},
): Promise<string> {
  const id = v7()
  const { id: office, path } = offices[code]
  const kept = await Promise.all(
    Object.entries(files).map(async ([name, bytes]) => ({
      name,
      ...(await platform.blobs.put(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)),
    })),
  )
  await as(platform.db, theSystem('system'), async (tx) => {
    const run = {
      id,
      office,
      path,
      kind: 'measure',
      title: '测算',
      input: '{}',
      input_hash: id,
      engine: 'test',
      shared,
    }
    const ended = platform.clock()
    await tx
      .insertInto('run')
      .values({ ...run, state, ended_at: ended })
      .execute()
    for (const { name, sha256, size } of kept) {
      await tx
        .insertInto('blob')
        .values({ sha256, size })
        .onConflict((c) => c.doNothing())
        .execute()
      await tx.insertInto('run_file').values({ run: id, path, name, sha256, size }).execute()
    }
    for (const row of coverage)
      await tx
        .insertInto('coverage')
        .values({ run: id, path, area_name: row.area, level: null, band: 'all', ...row })
        .execute()
  })
  return id
}

/** The figures of areas.csv as rows, people of all ages. */
export function coverageIn(areasCsv: string): AreaCoverage[] {
  const [head, ...lines] = areasCsv
    .replace(/^\ufeff/, '')
    .trim()
    .split('\n')
  const at = (name: string) => head!.split(',').indexOf(name)
  const [area, category, band, people, within, share, unknown] = [
    'area_id',
    'category',
    'band',
    'people',
    'within',
    'share',
    'unknown',
  ].map(at)
  return lines.flatMap((line) => {
    const cells = line.trim().split(',')
    if (cells[band!] !== 'all') return []
    const told = Number(cells[people!])
    return [
      {
        area: cells[area!] || 'city',
        category: cells[category!]!,
        within: Number(cells[within!]),
        beyond: told - Number(cells[within!]),
        lacking: 0,
        unknown: Number(cells[unknown!]),
        share: cells[share!] === '' ? null : Number(cells[share!]),
      },
    ]
  })
}
