// What the compiler must know of the API, and what it must refuse. Compiled, never run.
import { type Answer, call, type DataOf, type Key } from './client.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const expect = <T extends true>(): T | undefined => undefined

export async function known(): Promise<void> {
  const { data, etag } = await call('GET /api/plans/:id', { params: { id: 'x' } })
  expect<Same<typeof data.title, string>>()
  expect<Same<typeof data.state, 'draft' | 'submitted' | 'returned' | 'approved' | 'published'>>()
  expect<Same<typeof etag, string | null>>()

  const list: Answer<{ items: { id: string; run: string | null }[]; next: string | null }> = await call(
    'GET /api/offices/:office/plans',
    {
      params: { office: '980102' },
      query: { limit: 10, state: 'draft' },
    },
  )
  expect<Same<(typeof list.data)['next'], string | null>>()

  await call('PUT /api/plans/:id', { params: { id: 'x' }, ifMatch: data.version, body: { title: '方案', body: {} } })
  await call('POST /api/plans/:id/submit', { params: { id: 'x' }, ifMatch: 3 })
  await call('GET /api/openapi.json')

  expect<Same<DataOf<'GET /api/runs/:id/tiles/:layer/:z/:x/:y'>, ArrayBuffer | undefined>>()
  expect<Same<Extract<Key, 'DELETE /api/plans/:id'>, never>>()
}

export async function refused(): Promise<void> {
  // @ts-expect-error there is no such route
  await call('GET /api/nothing')
  // @ts-expect-error nor that method of it
  await call('DELETE /api/plans/:id', { params: { id: 'x' } })
  // @ts-expect-error the address holds an id
  await call('GET /api/plans/:id')
  // @ts-expect-error and holds it under that name
  await call('GET /api/plans/:id', { params: { plan: 'x' } })
  // @ts-expect-error a plan has a title
  await call('PUT /api/plans/:id', { params: { id: 'x' }, ifMatch: 1, body: { body: {} } })
  // @ts-expect-error a reading has no body
  await call('GET /api/plans/:id', { params: { id: 'x' }, body: {} })
  // @ts-expect-error there is no such state
  await call('GET /api/offices/:office/plans', { params: { office: '980102' }, query: { state: 'lost' } })
  const { data } = await call('GET /api/plans/:id', { params: { id: 'x' } })
  // @ts-expect-error plans have no colour
  void data.colour
}
