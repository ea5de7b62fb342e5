import type { Bench } from './bench.js'
import { paired, spread } from './figure.js'
import { measureParse } from './parse-run.js'
import { filledLog, measureRebuild, WORKERS, type Rebuilt } from './rebuild-run.js'

/** P4: all tables from a log of 6 KB bodies, against consuming and parsing the same log with as many processes. */
export const rebuild: Bench = {
  name: 'rebuild',
  about: 'all tables rebuilt from raw, against consuming and parsing the same log',
  counts: 'events',
  full: { size: 200_000, runs: 3 },
  quick: { size: 40_000, runs: 1 },
  guard: { size: 20_000, figure: 'P4 reading' },
  least: 30_000,
  run: async (bed, { size, runs }, seed) => {
    const filled = await filledLog(bed, size, seed)
    const { plot, events } = filled
    const ours: Rebuilt[] = []
    const parsed: number[] = []
    for (let run = 0; run < runs; run++) {
      ours.push(await measureRebuild(bed, filled))
      parsed.push(await measureParse(bed, plot, events, WORKERS, run))
    }
    await plot.clear()
    const beside = { what: `consume and JSON.parse, ${WORKERS} processes`, unit: 'events/s', values: parsed }
    return [
      {
        ...paired(
          'P4 rebuild',
          { what: `rebuild, ${WORKERS} workers`, unit: 'events/s', values: ours.map(({ perSecond }) => perSecond) },
          beside,
          { of: 'ratio', is: 'at least', value: 0.5 },
        ),
        cost: { what: 'seconds of a rebuild', seconds: spread(ours.map(({ seconds }) => seconds)).median },
      },
      paired(
        'P4 reading',
        { what: 'rebuild, from the first batch to the last', unit: 'events/s', values: ours.map(({ reading }) => reading) },
        beside,
      ),
      {
        name: 'P4 rebuild memory',
        ours: { what: 'resident at most', unit: 'MiB', values: ours.map(({ residentMib }) => residentMib) },
        target: { of: 'ours', is: 'at most', value: 600 },
      },
    ]
  },
}
