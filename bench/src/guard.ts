import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import type { Bed } from './bed.js'
import type { Bench } from './bench.js'
import { spread, type Figure } from './figure.js'
import { ingress } from './ingress.js'
import { rebuild } from './rebuild.js'
import { writer } from './writer.js'

/** What is guarded, each by a ratio that is the better the higher it is. */
export const GUARDED: readonly Bench[] = [ingress, writer, rebuild]

const REFERENCE = join(workspaceRoot, 'bench/reference.json')
const RUNS = 3
/** Below this share of what was kept for it a ratio has halved. */
const SHARE = 0.5
/** Where others take so much, what waits for a turn most often looks slow, whatever it costs. */
const BUSY = 2

/** Ratios by figure. */
export type Ratios = Readonly<Record<string, number>>

/** How a guarded bench stands: the figures of each round, the least its ratio may be, and whether it is. */
export interface Verdict {
  readonly rounds: readonly Figure[]
  readonly least: number
  readonly isHalved: boolean
  /** Others had the processors: nothing can be said. */
  readonly isBusy: boolean
}

/** One pair where that is enough; where it is not, the median of more, unless the machine is too busy to measure (`turns`: how busy others keep it). */
export async function assess(bench: Bench, bed: Bed, reference: Ratios, seed: number, turns = waitingForTurns): Promise<Verdict> {
  const kept = reference[bench.guard?.figure ?? '']
  if (kept === undefined) throw new Error(`${bench.name} has no reference: npm run bench -- --reference`)
  const least = SHARE * kept
  const rounds: Figure[] = []
  let isBusy = false
  for (const runs of [1, RUNS]) {
    isBusy = turns() > BUSY
    if (isBusy) break
    const figure = await guarded(bench, bed, seed, runs)
    isBusy = turns() > BUSY
    rounds.push(figure)
    if (isBusy || spread(figure.ratio ?? []).median >= least) return { rounds, least, isHalved: false, isBusy }
  }
  return { rounds, least, isHalved: !isBusy, isBusy }
}

/** The median ratios of the short loads. */
export async function guardRatios(bed: Bed, seed: number): Promise<Ratios> {
  const ratios: Record<string, number> = {}
  for (const bench of GUARDED) {
    const { name, ratio = [] } = await guarded(bench, bed, seed, RUNS)
    ratios[name] = Number(spread(ratio).median.toPrecision(3))
  }
  return ratios
}

async function guarded(bench: Bench, bed: Bed, seed: number, runs: number): Promise<Figure> {
  if (!bench.guard) throw new Error(`${bench.name} has no load for a guard`)
  const { size, figure } = bench.guard
  const found = (await bench.run(bed, { size, runs }, seed)).find(({ name }) => name === figure)
  if (!found?.ratio) throw new Error(`${bench.name} gave no ratio`)
  return found
}

const SPIN_US = 200_000

/** How much longer than its processor time a bit of work takes just now: 1 where there is a processor for it, 5 where five want one. */
function waitingForTurns(): number {
  const begin = { at: performance.now(), cpu: process.cpuUsage() }
  const used = (): number => process.cpuUsage(begin.cpu).user + process.cpuUsage(begin.cpu).system
  while (used() < SPIN_US);
  return ((performance.now() - begin.at) * 1_000) / used()
}

/** Keeps the ratios that specs compare with. */
export async function keepReference(ratios: Ratios): Promise<void> {
  await writeFile(REFERENCE, `${JSON.stringify(ratios, undefined, 2)}\n`)
  console.log(JSON.stringify(ratios))
}

/** The ratios that were kept. */
export async function readReference(): Promise<Ratios> {
  return JSON.parse(await readFile(REFERENCE, 'utf8')) as Ratios
}
