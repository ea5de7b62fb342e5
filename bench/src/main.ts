import { given, terminationSignal } from '@trellis/local'
import { Command } from 'commander'
import { makeBed, type Bed } from './bed.js'
import type { Bench } from './bench.js'
import { burst } from './burst.js'
import { isMet, type Figure } from './figure.js'
import { figureTable } from './figure-table.js'
import { footprint } from './footprint.js'
import { growthOf } from './growth.js'
import { guardRatios, keepReference } from './guard.js'
import { ingress } from './ingress.js'
import { describeMachine, keepFigures } from './keep.js'
import { latency } from './latency.js'
import { longLog } from './long-log.js'
import { writePage } from './page.js'
import { peer } from './peer.js'
import { poller } from './poller.js'
import { reading } from './reading.js'
import { rebuild } from './rebuild.js'
import { screens } from './screens.js'
import { secured } from './secured.js'
import { sizing } from './sizing.js'
import { writer } from './writer.js'

const benches: readonly Bench[] = [
  ingress,
  latency,
  writer,
  rebuild,
  poller,
  burst,
  footprint,
  reading,
  screens,
  peer,
  longLog,
  sizing,
  secured,
]

interface Options {
  readonly quick?: boolean
  readonly seed: string
  readonly peer?: boolean
  readonly long?: boolean
  readonly sizes?: boolean
  readonly reference?: boolean
  readonly keep?: boolean
  readonly page?: boolean
}

const program = new Command('npm run bench --')
  .description(
    'Measures Trellis next to what bounds it, on a Kafka and a Postgres of its own. Figures are compared within one run only.',
  )
  .argument(
    '[names...]',
    `which: ${benches.map(({ name }) => name).join(', ')}; where none is named, all but those with an option of their own`,
  )
  .option('--quick', 'smaller loads and fewer runs: under five minutes where none is named')
  .option('--seed <n>', 'what the loads are made from', '1')
  .option('--peer', 'the Debezium JDBC sink too, fetched with Maven once (100 MB)')
  .option('--long', 'a rebuild from 2 million events of 6 KB too: 13 GB of disk meanwhile, a tenth of it with --quick')
  .option('--sizes', 'instead of figures, how the cost of a load grows: each at three sizes, ×1, ×5 and ×20')
  .option('--reference', 'instead of figures, what the guard among the specs compares with: written to bench/reference.json')
  .option('--keep', 'append the figures to bench/results')
  .option('--page', 'write docs/performance.md and docs/sizing.md out of the kept figures afterwards')
  .addHelpText('after', `\n${benches.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n')}`)
  .action(run)

await program.parseAsync()

async function run(names: readonly string[], options: Options): Promise<void> {
  const unknown = names.find((name) => !benches.some((bench) => bench.name === name))
  if (unknown !== undefined)
    return program.error(`There is no bench ${unknown}; there are: ${benches.map(({ name }) => name).join(', ')}`)
  const conditions = { machine: describeMachine(), seed: Number(options.seed), quick: options.quick === true }
  console.log(`${conditions.machine}, seed ${conditions.seed}`)
  const bed = await makeBed((line) => console.error(`  ${line}`))
  void given(terminationSignal()).then(async () => {
    await bed.clear()
    process.exit(1)
  })
  const figures: Figure[] = []
  try {
    if (options.reference) {
      await keepReference(await guardRatios(bed, conditions.seed))
      return
    }
    for (const bench of benches.filter((bench) => isChosen(bench, names, options))) {
      console.error(`${bench.name}: ${bench.about}`)
      const found = await measure(bench, bed, options)
      figures.push(...found)
      if (options.keep) await keepFigures(bench.name, conditions, found)
    }
  } finally {
    await bed.clear()
  }
  console.log(figureTable(figures))
  const assessed = figures.filter((figure) => figure.target)
  const missed = figures.filter((figure) => isMet(figure) === false).map(({ name }) => name)
  if (options.page) await writePage()
  if (figures.some((figure) => figure.target?.isDemanded && isMet(figure) === false)) process.exitCode = 1
  if (assessed.length > 0) console.log(missed.length === 0 ? 'Every target is met' : `Missed: ${missed.join(', ')}`)
}

function isChosen(bench: Bench, names: readonly string[], { peer: withPeer, long, sizes }: Options): boolean {
  if (sizes && bench.least === undefined) return false
  if (names.includes(bench.name) || (bench === peer && withPeer) || (bench === longLog && long)) return true
  return names.length === 0 && bench.isExtra !== true
}

async function measure(bench: Bench, bed: Bed, { quick, seed, sizes }: Options): Promise<readonly Figure[]> {
  if (sizes) return growthOf(bench, bench.least ?? bench.quick.size, bed, Number(seed))
  const load = quick ? bench.quick : bench.full
  const figures = await bench.run(bed, load, Number(seed))
  return figures.map((figure) => ({ size: load.size, counts: bench.counts, ...figure }))
}
