import { canonicalTopic, resourceNamed, topics } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import type { Bench } from './bench.js'
import { paired } from './figure.js'
import { encodedEvents } from './loads/application-events.js'
import { fill } from './loads/fill.js'

/** What analysts ask: one row by its key, a sum over all, a page in an order. */
const QUESTIONS: Readonly<Record<string, (table: string) => string>> = {
  'one row': (table) => `select * from ${table} where connection_id = 'bench' and id = 4711`,
  'a sum': (table) => `select status, count(*), max(updated_at) from ${table} group by status`,
  'several columns': (table) =>
    `select count(*), sum(length(answers::text)), max(stage_name), min(location_address), count(referrer_id) from ${table}`,
}

/** P8: the views that people read, against the table beneath with the same rows. */
export const reading: Bench = {
  name: 'reading',
  about: 'questions to the views, against the table beneath',
  counts: 'events',
  full: { size: 300_000, runs: 31 },
  quick: { size: 50_000, runs: 15 },
  run: async (bed, { size, runs }, seed) => {
    const plot = await bed.plot()
    await plot.log.ensureTopics(topics)
    const topic = canonicalTopic('applications')
    const events = await fill(plot.log, topic, encodedEvents(size, seed))
    const { child } = await plot.start('warehouse-writer')
    const position = `select coalesce(sum(next_offset), 0) as n from ops.log_position where topic = $1`
    const isWritten = async (): Promise<boolean> => {
      const { rows } = await plot.pool.query<{ n: string }>(position, [topic])
      return Number(rows[0]?.n) === events
    }
    await until(isWritten, { what: `${events} events in the table`, limitMs: 300_000, everyMs: 100 })
    await child.stop()
    await plot.pool.query('vacuum (analyze) recruiting_g1.applications')
    const columns = Object.keys(resourceNamed('applications')?.columns ?? {}).map((name) => `"${name}"`)
    // With the removed rows, which the view has to leave out.
    const beneath = `(select connection_id, id, ${columns.join(', ')}, _extra from recruiting_g1.applications)`
    const figures = []
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const view: number[] = []
      const table: number[] = []
      for (let run = 0; run < runs; run++) {
        view.push(await milliseconds(() => plot.pool.query(question('recruiting.applications'))))
        table.push(await milliseconds(() => plot.pool.query(question(`${beneath} as beneath`))))
      }
      figures.push(
        paired(
          `P8 ${name}`,
          { what: 'view', unit: 'ms', values: view },
          { what: 'the table beneath, removed rows too', unit: 'ms', values: table },
          { of: 'ratio', is: 'at most', value: 1.05 },
        ),
      )
    }
    await plot.clear()
    return figures
  },
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}
