import type { Bed } from './bed.js'
import type { Bench } from './bench.js'
import { exponent, type Figure, type Point } from './figure.js'

/** How much larger than the least load each size is. */
const TIMES = [1, 5, 20]

/** Above this the cost is taken to grow faster than the load; below lies what three points of a shared machine may be off. */
const MOST = 1.1

/** How the cost of a bench's load grows: measured at three sizes, one after the other; one figure for each that says what its load took. */
export async function growthOf(bench: Bench, least: number, bed: Bed, seed: number): Promise<readonly Figure[]> {
  const points = new Map<string, { readonly what: string; readonly points: Point[] }>()
  for (const times of TIMES) {
    const size = least * times
    for (const { name, cost } of await bench.run(bed, { size, runs: 1 }, seed)) {
      if (!cost) continue
      const known = points.get(name) ?? { what: cost.what, points: [] }
      points.set(name, known)
      known.points.push({ size, cost: cost.seconds })
      bed.note(`${size.toLocaleString('en')} ${bench.counts}: ${cost.seconds.toPrecision(3)} ${cost.what}`)
    }
  }
  return [...points].map(([name, { what, points }]) => ({
    name: `${name.slice(0, 2)} growth`,
    ours: { what: `exponent: ${what} over ${bench.counts}`, unit: '', values: [exponent(points)] },
    target: { of: 'ours', is: 'at most', value: MOST },
    points,
  }))
}
