// Compiles the kernels of core/access/assembly (AssemblyScript) and writes them, as text, into core/access/compiled.ts, so that
// core needs neither files nor a network to load them. With --check it only says whether that file is up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './sources.ts'

/** What is used of the compiler; its own types would change those of `console` for all scripts. */
interface Compiler {
  main(
    args: readonly string[],
    world: {
      readFile(name: string): string | null
      writeFile(name: string, content: unknown): void
      listFiles(folder: string): readonly string[]
    },
  ): Promise<{ readonly error: Error | null; readonly stderr: { toString(): string } }>
}
const asc = ((await import('assemblyscript/asc' as string)) as { default: Compiler }).default

const KERNELS = ['hierarchy', 'lanes', 'nearest']
const OUT = join(ROOT, 'core', 'access', 'compiled.ts')
const OPTIONS = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert']

async function compile(kernel: string): Promise<Uint8Array> {
  let bytes: Uint8Array | null = null
  const { error, stderr } = await asc.main([`${kernel}.ts`, ...OPTIONS, '--outFile', 'out.wasm'], {
    readFile: (name) => {
      try {
        return readFileSync(join(ROOT, 'core', 'access', 'assembly', name), 'utf8')
      } catch {
        return null
      }
    },
    writeFile: (name, content) => {
      if (name === 'out.wasm') bytes = content as Uint8Array
    },
    listFiles: () => [],
  })
  if (error || !bytes) throw new Error(`${kernel}.ts does not compile: ${stderr.toString() || error}`)
  return bytes
}

const lines = []
for (const kernel of KERNELS) {
  const bytes = await compile(kernel)
  lines.push(`  /** ${kernel}.ts: ${bytes.length} bytes. */`)
  lines.push('  // biome-ignore format: one line', `  ${kernel}: '${Buffer.from(bytes).toString('base64')}',`)
}
const text = `// Made by \`npm run kernels\` from the AssemblyScript in assembly/; not to be edited.

/** The kernels as WebAssembly, in base 64. */
export const compiled = {
${lines.join('\n')}
} as const
`
const old = (() => {
  try {
    return readFileSync(OUT, 'utf8')
  } catch {
    return ''
  }
})()
if (process.argv.includes('--check')) {
  if (old !== text) {
    console.error('core/access/compiled.ts is stale: run `npm run kernels`.')
    process.exit(1)
  }
} else if (old !== text) writeFileSync(OUT, text)
