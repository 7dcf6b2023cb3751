// What officers do: look through their ledger, search it, open an outlet and correct it, look at offices, runs, maps and results.
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Random, random } from '@yike/core/base/random.ts'
import { type Answer, type Caller, callerAt, jsonOf } from '../server/test/caller.ts'
import type { Officer, settle } from './officers-site.ts'

type Settled = Awaited<ReturnType<typeof settle>>

const WORDS = ['超市', '药店', '便利', '早餐', '路', '菜', '演示']
/** Of the demo city: the tile of zoom 12 at its middle. */
const TILE = { z: 12, x: Math.floor(((83.5 + 180) / 360) * 2 ** 12), y: 1565 }
/** One in so many officers keeps a stream open. */
const LOOKS_ON = 10

/** Lets the officers work for some seconds; times by call, errors by what was answered. */
export async function work(
  settled: Settled,
  { seconds, think, seed }: { seconds: number; think: number; seed: number },
) {
  const samples = new Map<string, number[]>()
  const errors = new Map<string, number>()
  const until = Date.now() + seconds * 1000
  const closing: (() => void)[] = []
  let streams = 0
  await Promise.all(
    settled.officers.map(async (officer, n) => {
      const address = `10.0.${n >> 8}.${n & 255}`
      const call = callerAt(settled.site.port, officer.secret, address)
      closing.push(call.close)
      if (n % LOOKS_ON === 0) {
        const stream = lookOn(settled, officer, address, () => streams++)
        closing.push(() => stream.destroy())
      }
      const chance = random(seed).fork(`officer ${n}`)
      const timed = async (name: string, ...args: Parameters<Caller>) => {
        const begun = performance.now()
        const answer = await call(...args).catch((error: Error) => error)
        const ms = performance.now() - begun
        const all = samples.get(name) ?? []
        samples.set(name, all)
        all.push(ms)
        if (!(answer instanceof Error) && answer.status < 400) return answer
        if (!(answer instanceof Error) && answer.status === 412) return null // somebody else was first
        const what =
          answer instanceof Error
            ? `${name}: ${answer.message}`
            : `${name}: ${answer.status} ${answer.body.toString().slice(0, 200)}`
        errors.set(what, (errors.get(what) ?? 0) + 1)
        return null
      }
      await sleep(chance.between(0, Math.max(think, 200)))
      const desk = deskOf(settled, officer, chance, timed)
      while (Date.now() < until) {
        await chance.pick(desk)()
        if (think) await sleep(chance.between(0.5, 1.5) * think)
      }
    }),
  )
  for (const close of closing) close()
  return { samples, errors, streams }
}

/** What an officer does, each as often as it stands here. */
function deskOf(
  { run, files }: Settled,
  { office, edits }: Officer,
  chance: Random,
  timed: (name: string, ...args: Parameters<Caller>) => Promise<Answer | null>,
): readonly (() => Promise<void>)[] {
  const seen: string[] = []
  const tags = new Map<string, string>()
  const at = `/api/offices/${office}`
  const list = async () => {
    const page = await timed('ledger page', 'GET', `${at}/outlets?limit=50`)
    if (page) seen.splice(0, seen.length, ...jsonOf(page).items.map((o: { id: string }) => o.id))
  }
  const search = async () =>
    void (await timed('search', 'GET', `${at}/outlets?limit=50&q=${encodeURIComponent(chance.pick(WORDS))}`))
  const read = async () => {
    if (seen.length === 0) return list()
    await timed('outlet', 'GET', `/api/outlets/${chance.pick(seen)}`)
  }
  const edit = async () => {
    if (!edits || seen.length === 0) return read()
    const id = chance.pick(seen)
    const outlet = await timed('outlet', 'GET', `/api/outlets/${id}`)
    if (!outlet) return
    const headers = { 'if-match': String(outlet.headers.etag) }
    await timed('edit', 'PATCH', `/api/outlets/${id}`, { headers, body: { remark: `核实 ${chance.int(0, 1e6)}` } })
  }
  const offices = async () => {
    await timed('office', 'GET', at)
    await timed('offices below', 'GET', `/api/offices?under=${office}`)
  }
  const runs = async () => void (await timed('runs', 'GET', `/api/offices/${office}/runs?below=1`))
  const theRun = async () => void (await timed('run', 'GET', `/api/runs/${run}`))
  const file = async () => {
    const { name } = chance.pick(files)
    const path = `/api/runs/${run}/files/${encodeURIComponent(name)}`
    const tag = tags.get(path)
    const answer = await timed(tag ? 'result again' : 'result', 'GET', path, {
      headers: { 'accept-encoding': 'gzip', ...(tag ? { 'if-none-match': tag } : {}) },
    })
    if (answer?.headers.etag) tags.set(path, answer.headers.etag)
  }
  const tile = async () => {
    const dz = chance.int(0, 3)
    const [x, y] = [TILE.x, TILE.y].map((n) => (n << dz) + chance.int(0, 1 << dz))
    const zxy = `${TILE.z + dz}/${x}/${y}`
    await timed('ledger tile', 'GET', `${at}/tiles/outlets/${zxy}`)
    await timed('run tile', 'GET', `/api/runs/${run}/tiles/cells/${zxy}`)
  }
  const coverage = async () => void (await timed('coverage', 'GET', `/api/runs/${run}/coverage?limit=100`))
  const me = async () => void (await timed('me', 'GET', '/api/me'))
  return [
    list,
    list,
    list,
    search,
    search,
    read,
    read,
    read,
    read,
    edit,
    edit,
    offices,
    runs,
    theRun,
    file,
    tile,
    tile,
    coverage,
    me,
  ]
}

function lookOn({ site, waiting }: Settled, { secret }: Officer, address: string, opened: () => void) {
  const headers = { cookie: `yike=${secret}`, 'x-forwarded-for': address }
  const sent = request(
    { host: '127.0.0.1', port: site.port, path: `/api/runs/${waiting}/events`, headers },
    (answer) => {
      if (answer.statusCode === 200) opened()
      answer.resume()
      answer.on('error', () => {})
    },
  )
  sent.on('error', () => {})
  sent.end()
  return sent
}
