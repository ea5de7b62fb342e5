import { statfs } from 'node:fs/promises'
import { workspaceRoot } from '@trellis/local'
import type { Bench } from './bench.js'
import { paired } from './figure.js'
import { filledLog, measureRebuild, type Rebuilt } from './rebuild-run.js'

const SHORTER = 10
/** What an event of 6 KB takes on the log, and some room for rows. */
const BYTES_PER_EVENT = 8_000

/** P4 with a long log: neither what an event costs nor what is held may depend on how many there are. */
export const longLog: Bench = {
  name: 'long-log',
  about: 'a rebuild from a long log, against one of a tenth of it (--long; 13 GB of disk)',
  isExtra: true,
  counts: 'events',
  full: { size: 2_000_000, runs: 1 },
  quick: { size: 200_000, runs: 1 },
  run: async (bed, { size, runs }, seed) => {
    await checkDisk(size)
    const [short, long] = [[] as Rebuilt[], [] as Rebuilt[]]
    const shorter = await filledLog(bed, size / SHORTER, seed)
    const longer = await filledLog(bed, size, seed)
    for (let run = 0; run < runs; run++) {
      long.push(await measureRebuild(bed, longer))
      short.push(await measureRebuild(bed, shorter))
    }
    await longer.plot.clear()
    await shorter.plot.clear()
    const microseconds = (what: number, rebuilt: readonly Rebuilt[]) => ({
      what: `per event of ${what.toLocaleString('en')}`,
      unit: 'µs',
      values: rebuilt.map(({ perSecond }) => 1e6 / perSecond),
    })
    return [
      paired('P4 long log', microseconds(size, long), microseconds(size / SHORTER, short), {
        of: 'ratio',
        is: 'at most',
        value: 1.15,
      }),
      {
        name: 'P4 long log memory',
        ours: { what: 'resident at most', unit: 'MiB', values: long.map(({ residentMib }) => residentMib) },
        target: { of: 'ours', is: 'at most', value: 600 },
      },
    ]
  },
}

/** A disk that runs full in the middle would take others with it. */
async function checkDisk(events: number): Promise<void> {
  const { bavail, bsize } = await statfs(workspaceRoot)
  const needed = events * BYTES_PER_EVENT
  if (bavail * bsize < needed) throw new Error(`${(needed / 1e9).toFixed(0)} GB have to be free on the disk`)
}
