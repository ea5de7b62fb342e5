import { isCaughtUp } from '@trellis/operations'
import { resourceNamed } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { confirmAbsences, requestSweep } from '@trellis/runtime'
import { CONNECTION, type World } from './world.js'

/** For what hangs: with other work on the machine the sweeps of a long week take minutes. */
const LIMIT_MS = 900_000

/**
 * Has every collection swept once, from a moment on at which no event was seen for overlap (rule E3), confirms what waits for an operator (rule
 * E4), and waits until no entity is suspected any more and all of it is in the tables. Returns how many had to be confirmed.
 */
export async function sweepAll(world: World, overlapMs: number): Promise<number> {
  const { pool } = world
  const silence = { what: 'no event for overlap', limitMs: LIMIT_MS, everyMs: 200 }
  await until(async () => (await newestWordMs(world)) < Date.now() - overlapMs, silence)
  const askedAtUs = Date.now() * 1000
  await requestSweep(pool, CONNECTION, [])
  await until(async () => (await unswept(world, askedAtUs)) === 0, { what: 'every sweep', limitMs: LIMIT_MS, everyMs: 200 })
  let confirmed = 0
  const isOver = async (): Promise<boolean> => {
    confirmed += await confirm(world)
    const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from ops.suspect where connection_id = $1', [
      CONNECTION,
    ])
    return rows[0]?.n === 0
  }
  await until(isOver, { what: 'no suspected entity', limitMs: LIMIT_MS, everyMs: 300 })
  await until(async () => isCaughtUp({ lag: await world.lag() }), {
    what: 'the absences in the tables',
    limitMs: LIMIT_MS,
    everyMs: 200,
  })
  return confirmed
}

/** The newest version of any kind that the register knows begins with 14 hex digits of microseconds. */
async function newestWordMs({ pool }: World): Promise<number> {
  const { rows } = await pool.query<{ newest: string | null }>(
    'select left(max(greatest(version, spoken)), 14) as newest from ops.listed_record where connection_id = $1',
    [CONNECTION],
  )
  return parseInt(rows[0]?.newest ?? '0', 16) / 1000
}

async function unswept({ pool }: World, sinceUs: number): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::int as n from ops.listing_progress where connection_id = $1 and (sweep_complete_us is null or sweep_complete_us < $2)',
    [CONNECTION, sinceUs],
  )
  return rows[0]?.n ?? 0
}

/** What waits for a person's word may go. */
async function confirm({ pool }: World): Promise<number> {
  const { rows } = await pool.query<{ resource: string }>('select resource from ops.absence_hold where connection_id = $1', [
    CONNECTION,
  ])
  let confirmed = 0
  for (const of of rows.flatMap(({ resource }) => resourceNamed(resource) ?? []))
    confirmed += await confirmAbsences(pool, CONNECTION, of.name)
  return confirmed
}
