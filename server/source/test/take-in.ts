// Tests bring a file, have it read and take it in, as an officer and a worker would between them.
import assert from 'node:assert/strict'
import type { Caller, Code, World } from '../../test/world.ts'
import { apply, read } from '../jobs.ts'

/** An answer of the server, to be looked into. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Answer = any

/** Does the jobs of uploads that were sent, oldest first. */
export async function work(world: World): Promise<void> {
  for (let next = world.sent.shift(); next; next = world.sent.shift()) {
    const { upload } = next.job as { upload: string }
    if (next.kind === 'read') await read(world.platform, upload)
    if (next.kind === 'apply') await apply(world.platform, upload)
  }
}

/** Brings a file. */
export const bring = (
  officer: Caller,
  office: Code,
  { name, bytes, kind = 'outlets', datum }: { name: string; bytes: Uint8Array | string; kind?: string; datum?: string },
) =>
  officer({
    method: 'POST',
    url: `/api/offices/${office}/uploads?${new URLSearchParams({ kind, name, ...(datum && { datum }) })}`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  })

/** An upload as it stands. */
export const uploadOf = async (officer: Caller, id: string): Promise<Answer> =>
  (await officer({ url: `/api/uploads/${id}` })).json()

/** Brings a file and has it read; the upload. */
export async function bringAndRead(world: World, officer: Caller, office: Code, file: Parameters<typeof bring>[2]) {
  const brought = await bring(officer, office, file)
  assert.equal(brought.statusCode, 201, brought.body)
  await work(world)
  return uploadOf(officer, brought.json().id)
}

/** Says how an upload is to be read and has it read so; the upload. */
export async function readAs(world: World, officer: Caller, upload: Answer, reading: object): Promise<Answer> {
  const said = await officer({
    method: 'PUT',
    url: `/api/uploads/${upload.id}/reading`,
    headers: { 'if-match': `"${upload.version}"` },
    payload: { columns: null, datum: null, ...reading },
  })
  assert.equal(said.statusCode, 202, said.body)
  await work(world)
  return uploadOf(officer, upload.id)
}

/** Takes an upload in; the upload. */
export async function applyIt(world: World, officer: Caller, upload: Answer): Promise<Answer> {
  const said = await officer({
    method: 'POST',
    url: `/api/uploads/${upload.id}/apply`,
    headers: { 'if-match': `"${upload.version}"` },
  })
  assert.equal(said.statusCode, 202, said.body)
  await work(world)
  return uploadOf(officer, upload.id)
}

/** Brings a file, has it read and takes it in; the upload. */
export const takeIn = async (world: World, officer: Caller, office: Code, file: Parameters<typeof bring>[2]) =>
  applyIt(world, officer, await bringAndRead(world, officer, office, file))

/** Every outlet of an office's ledger, by name. */
export async function outletsOf(officer: Caller, office: Code, query = ''): Promise<Answer[]> {
  const { items } = (await officer({ url: `/api/offices/${office}/outlets?limit=500${query}` })).json()
  return items
}

/** A ledger's text: columns 编号 名称 业态 经度 纬度, and others where named. */
export const ledger = (rows: readonly (readonly (string | number)[])[], more: readonly string[] = []): string =>
  [['编号', '名称', '业态', '经度(WGS-84)', '纬度(WGS-84)', ...more], ...rows]
    .map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(','))
    .join('\r\n')
