// An upload of 500 MB over a socket, as octets and as a form: seconds, and how much memory the server took for it (the client,
// which makes the bytes as it goes, is in the same process).
// `node scripts/ready.mjs bench/upload.ts [MB]`
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { makeWorld } from '../server/test/world.ts'

const megabytes = Number(process.argv[2] ?? 500)
const OFFICE = '980100'
const world = await makeWorld()
const { secret } = await world.officer(OFFICE, 'edit')
await world.app.listen({ port: 0, host: '127.0.0.1' })
const { port } = world.app.server.address() as AddressInfo

const row = Buffer.from('N0000001,某网点,便利店,121.500000,31.200000,某路 1 号\n'.repeat(16_000))
function* content(mark: string) {
  yield Buffer.from(`编号,名称,业态,经度,纬度,地址 ${mark}\n`)
  for (let sent = 0; sent < megabytes * 1e6; sent += row.length) yield row
}
const EDGE = 'x'.repeat(30)
function* form() {
  yield Buffer.from(
    `--${EDGE}\r\ncontent-disposition: form-data; name="file"; filename="form.csv"\r\ncontent-type: text/csv\r\n\r\n`,
  )
  yield* content('form')
  yield Buffer.from(`\r\n--${EDGE}--\r\n`)
}

async function send(what: string, type: string, pieces: Iterable<Buffer>): Promise<void> {
  const before = process.memoryUsage.rss()
  let most = before
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20)
  const begun = performance.now()
  const answer = await new Promise<string>((resolve, reject) => {
    const sent = request(
      {
        port,
        method: 'POST',
        path: `/api/offices/${OFFICE}/uploads?kind=outlets&name=${what}.csv`,
        headers: { 'content-type': type, cookie: `yike=${secret}` },
      },
      async (reply) => {
        let text = ''
        for await (const piece of reply) text += piece
        resolve(`${reply.statusCode} ${JSON.parse(text).size ?? text} B`)
      },
    )
    pipeline(pieces, sent).catch(reject)
  })
  clearInterval(look)
  const mb = (bytes: number) => Math.round(bytes / 1e6)
  console.log(
    `${what}: ${answer}, ${((performance.now() - begun) / 1000).toFixed(1)} s, memory ${mb(before)} → at most ${mb(most)} MB`,
  )
}

await send('octets', 'application/octet-stream', content('octets'))
await send('form', `multipart/form-data; boundary=${EDGE}`, form())
await world.end()
