import { SERVICES } from '@trellis/cli'
import type { Bench } from './bench.js'
import type { Figure } from './figure.js'
import { processFigures } from './process-figures.js'
import { secondsToFirstRow } from './first-row.js'
import { sandboxWorld, type SandboxWorld } from './sandbox-world.js'

const MIB = 1024 * 1024

/** P7: what each service holds in memory before and while a company is synced, and how long a start takes where everything is installed. */
export const footprint: Bench = {
  name: 'footprint',
  about: 'resident memory of each service, idle and at load, and how soon a start shows the first row',
  counts: 'candidates',
  full: { size: 6_000, runs: 3 },
  quick: { size: 800, runs: 1 },
  run: async (bed, { size: candidates, runs }) => {
    const world = await sandboxWorld(bed, { candidates: 50 })
    await world.synced()
    const idle = await resident(world)
    await world.clear()
    const busy = await sandboxWorld(bed, { candidates })
    let most = await resident(busy)
    const timer = setInterval(() => void resident(busy).then((now) => (most = larger(most, now))), 500)
    await busy.synced().finally(() => clearInterval(timer))
    await busy.clear()
    const starts: number[] = []
    for (let run = 0; run < runs; run++) starts.push(await secondsToFirstRow(bed))
    const figures = (what: string, bytes: ReadonlyMap<string, number>, limit: number): readonly Figure[] =>
      [...bytes].map(([service, value]) => ({
        name: `P7 ${service} ${what}`,
        ours: { what: 'resident', unit: 'MiB', values: [value / MIB] },
        target: { of: 'ours', is: 'at most', value: limit },
      }))
    const warmStart: Figure = {
      name: 'P7 warm start',
      ours: { what: 'npm start until the first row', unit: 's', values: starts },
      target: { of: 'ours', is: 'at most', value: 30 },
    }
    return [...figures('idle', idle, 200), ...figures('at load', most, 400), warmStart]
  },
}

async function resident({ services }: SandboxWorld): Promise<ReadonlyMap<string, number>> {
  const read = SERVICES.map(async (name) => {
    const { residentBytes } = await processFigures(services.get(name)?.url ?? '')
    return [name, residentBytes] as const
  })
  return new Map(await Promise.all(read))
}

function larger(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...a].map(([name, value]) => [name, Math.max(value, b.get(name) ?? 0)]))
}
