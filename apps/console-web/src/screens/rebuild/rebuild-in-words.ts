import { count, duration } from '../../components/in-words.js'
import type { Asked, Generation, Order, Parity, Plan } from './rebuild-queries.js'

/** Room on disk: `3.4 GB`. */
export function room(bytes: number): string {
  const [size, unit] = bytes >= 1e9 ? [1e9, 'GB'] : bytes >= 1e6 ? [1e6, 'MB'] : [1e3, 'kB']
  return `${(bytes / size).toLocaleString('en', { maximumFractionDigits: bytes >= 1e9 ? 1 : 0 })} ${unit}`
}

const STATES: Readonly<Record<Generation['state'], string>> = {
  current: 'Readers have it',
  'being made': 'Being made',
  complete: 'Complete, not given to readers yet',
  previous: 'Readers had it before',
  'as of': 'Shows an instant, in recruiting_as_of',
}

/** What a generation is. */
export function stateInWords(state: Generation['state']): string {
  return STATES[state]
}

/** What was ordered. */
export function orderInWords({ verb, generation, resource, isSwitched }: Order): string {
  const number = generation === null ? '' : ` ${generation}`
  switch (verb) {
    case 'run':
      if (resource !== null) return `Rebuild of ${resource}`
      return isSwitched ? 'Rebuild of all tables' : 'Rebuild of all tables, not given to readers'
    case 'switch':
      return `Switch to generation${number}`
    case 'rollback':
      return 'Roll back to the tables before'
    case 'drop':
      return `Drop of generation${number}`
  }
}

/** How an order stands, in a sentence. */
export function orderStateInWords(order: Order): string {
  const { state, isCancelOrdered, isSilent, waiting, progress, switchedFrom, generation, why } = order
  switch (state) {
    case 'ordered':
      return 'Ordered: a warehouse-writer takes it up within seconds. If none does, none is running.'
    case 'under way':
      if (isCancelOrdered) return 'Being cancelled: it ends within seconds'
      if (isSilent) return 'Its writer says nothing any more: another one takes it up and goes on'
      if (waiting !== null) return `Waiting: ${waiting}`
      return progress ? progressInWords(progress) : 'Begun'
    case 'done':
      return switchedFrom === null ? 'Done' : `Done: readers have generation ${generation ?? ''} in the place of ${switchedFrom}`
    case 'cancelled':
      return 'Cancelled: readers keep what they have, and the next rebuild goes on with what was made'
    case 'failed':
      return `Failed: ${why ?? 'no reason is known'}`
  }
}

function progressInWords({ phase, done, total }: NonNullable<Order['progress']>): string {
  const far = `${count(done)} of ${count(total)} raw records`
  if (phase === 'catch-up') return `Reading what came meanwhile: ${far}`
  return done >= total ? `${far} read; indexes are made, then the tables are compared` : far
}

/** What is left, as a range; nothing before half a minute is known of it, or near the end. */
export function leftInWords({ progress, startedAt, state }: Order, nowMs: number): string | null {
  if (state !== 'under way' || startedAt === null || !progress?.secondsLeft) return null
  if (nowMs - Date.parse(startedAt) < 30_000) return null
  return `${duration(progress.secondsLeft * 0.8)} to ${duration(progress.secondsLeft * 1.5 + 10)} left of reading`
}

/** The same on the command line. */
export function commandOf({ verb, generation, resource }: Asked, how: { isSwitched: boolean; recreates: boolean }): string {
  return [
    'npm run trellis -- rebuild',
    ...(verb === 'run' ? [] : [verb]),
    ...(generation === undefined ? [] : [String(generation)]),
    ...(resource === undefined ? [] : [`--resource ${resource}`]),
    ...(verb === 'run' && !how.isSwitched ? ['--no-switch'] : []),
    ...(how.recreates ? ['--recreate-dependents'] : []),
  ].join(' ')
}

/** What would be done, line by line. */
export function planInWords({ verb, resource }: Asked, plan: Plan): readonly string[] {
  const { current, generation, isBegun, tables, rawRecords, bytes } = plan
  const number = generation ?? ''
  const reads = `${count(rawRecords)} raw ${rawRecords === 1 ? 'record is' : 'records are'} read; nothing is asked of Greenhouse`
  switch (verb) {
    case 'run':
      return resource === undefined
        ? [
            reads,
            isBegun
              ? `${count(tables)} tables of generation ${number}, which an earlier rebuild has begun, are gone on with`
              : `${count(tables)} tables are made, as generation ${number}`,
            `About ${room(bytes)} more on disk, until a generation is dropped`,
            `Readers have generation ${current} all the while`,
          ]
        : [
            reads,
            `${resource} is made again and takes the place of the one of generation ${current}`,
            `About ${room(bytes)} more on disk until then`,
          ]
    case 'switch':
      return [
        reads,
        `Readers are given generation ${number} in the place of ${current}, all tables at once`,
        `Generation ${current} stays, until it is dropped`,
      ]
    case 'rollback':
      return generation === null
        ? []
        : [
            `Readers are given generation ${number} back in the place of ${current}, at once`,
            `The writer goes on where it stopped there`,
            `Generation ${current} stays, until it is dropped`,
          ]
    case 'drop':
      return [
        `${count(tables)} tables of generation ${number} are removed, for good`,
        `About ${room(-bytes)} on disk are given back`,
        `Readers keep generation ${current}`,
      ]
  }
}

/** In what a table differs. */
export function differenceInWords({ before, after, differing, added, dropped, retyped, underWay }: Parity): string {
  return [
    ...(before === null ? ['the table is new'] : []),
    ...(after === null ? ['the table is gone'] : []),
    ...Object.entries(differing).map(([column, rows]) => `${column} in ${count(rows)}`),
    ...(before === null ? [] : added.map((column) => `${column} is new`)),
    ...(after === null ? [] : dropped.map((column) => `${column} is gone`)),
    ...retyped.map((column) => `${column} has another type`),
    ...(underWay > 0 ? [`${count(underWay)} of the rows are under way`] : []),
  ].join(', ')
}
