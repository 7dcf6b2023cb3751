// `npm start`: the platform with the demo city, five people to try it as, and the first measurement done. What is there already is
// not made again. Everything is kept in `data`, or where YIKE_DATA says.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildWeb } from './build-web.ts'
import { ROOT } from './sources.ts'

/** Under root the database runs as a user of its own, who cannot reach into /root. */
const closed = process.getuid?.() === 0 && (ROOT === '/root' || ROOT.startsWith('/root/'))
const DATA = process.env.YIKE_DATA ?? (closed ? '/var/lib/yike' : join(ROOT, 'data'))

if (buildWeb()) console.log('网页已构建 · page built')
const server = spawn(process.execPath, [join(ROOT, 'cli', 'main.ts'), 'start', '--demo'], {
  stdio: 'inherit',
  env: { ...process.env, YIKE_DATA: DATA },
})
// a terminal's Ctrl+C reaches the server by itself; a signal to this process alone is passed on
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 0)))
