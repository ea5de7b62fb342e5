import { mkdir, appendFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import { Command } from 'commander'
import { makeBed } from './bed.js'
import type { Bench } from './bench.js'
import { isMet, type Figure } from './figure.js'
import { footprint } from './footprint.js'
import { ingress } from './ingress.js'
import { burst } from './burst.js'
import { figureTable } from './figure-table.js'
import { latency } from './latency.js'
import { writePage } from './page.js'
import { poller } from './poller.js'
import { reading } from './reading.js'
import { rebuild } from './rebuild.js'
import { writer } from './writer.js'

const benches: readonly Bench[] = [ingress, latency, writer, rebuild, poller, burst, footprint, reading]

interface Options {
  readonly quick?: boolean
  readonly seed: string
  readonly keep?: boolean
  readonly page?: boolean
}

const program = new Command('npm run bench --')
  .description(
    'Measures Trellis next to what bounds it, on a Kafka and a Postgres of its own. Figures are compared within one run only.',
  )
  .argument('[names...]', `which: ${benches.map(({ name }) => name).join(', ')}; all of them if none is named`)
  .option('--quick', 'smaller loads and fewer runs: under five minutes')
  .option('--seed <n>', 'what the loads are made from', '1')
  .option('--keep', 'append the figures to bench/results')
  .option('--page', 'write docs/performance.md out of the kept figures afterwards')
  .addHelpText('after', `\n${benches.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n')}`)
  .action(run)

await program.parseAsync()

async function run(names: readonly string[], { quick = false, seed, keep = false, page = false }: Options): Promise<void> {
  const unknown = names.find((name) => !benches.some((bench) => bench.name === name))
  if (unknown !== undefined)
    return program.error(`There is no bench ${unknown}; there are: ${benches.map(({ name }) => name).join(', ')}`)
  const chosen = benches.filter(({ name, isExtra }) => (names.length === 0 ? isExtra !== true : names.includes(name)))
  const machine = describeMachine()
  console.log(`${machine}, seed ${seed}`)
  const bed = await makeBed(quick, (line) => console.error(`  ${line}`))
  const figures: Figure[] = []
  try {
    for (const bench of chosen) {
      console.error(`${bench.name}: ${bench.about}`)
      const found = await bench.run(bed, Number(seed))
      figures.push(...found)
      if (keep) await keepFigures(bench.name, { machine, seed: Number(seed), quick }, found)
    }
  } finally {
    await bed.clear()
  }
  console.log(figureTable(figures))
  const missed = figures.filter((figure) => isMet(figure) === false).map(({ name }) => name)
  if (page) await writePage()
  console.log(missed.length === 0 ? 'Every target is met' : `Missed: ${missed.join(', ')}`)
}

function describeMachine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor'
  return `${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.versions.node}`
}

interface Conditions {
  readonly machine: string
  readonly seed: number
  readonly quick: boolean
}

async function keepFigures(bench: string, conditions: Conditions, figures: readonly Figure[]): Promise<void> {
  const dir = join(workspaceRoot, 'bench/results')
  await mkdir(dir, { recursive: true })
  const at = new Date().toISOString()
  const lines = figures.map((figure) => `${JSON.stringify({ at, ...conditions, ...figure })}\n`)
  await appendFile(join(dir, `${bench}.jsonl`), lines.join(''))
}
