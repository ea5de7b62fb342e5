import {
  changePrivacy,
  leaveOutGiven,
  planPrivacy,
  privacyState,
  type HeldByGeneration,
  type PrivacyPlan,
  type PrivacyState,
} from '@trellis/operations'
import { transact } from '@trellis/runtime'
import type { Command } from 'commander'
import { count, textTable } from '../text-table.js'
import { withPorts } from '../with-ports.js'

interface Options {
  readonly leaveOut?: string
  readonly yes?: boolean
  readonly json?: boolean
}

/** `trellis connections privacy`: what is not read of a connection. */
export function addPrivacy(connections: Command): void {
  connections
    .command('privacy')
    .description('What is not read of a connection: which privacy switches are off, and what tables still hold of it.')
    .argument('<id>', 'its id')
    .option('--leave-out <switches>', 'the plan of leaving these out: demographics, pay, both with a comma, or none')
    .option('--yes', 'do it')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- connections privacy acme --leave-out pay\n\nRaw keeps what Greenhouse sent. What tables hold already goes with a rebuild: the plan counts it.',
    )
    .action(async (id: string, { leaveOut, yes, json }: Options) => {
      if (yes && leaveOut === undefined) throw new Error('--yes needs --leave-out: nothing was changed')
      await withPorts(async ({ pool }) => {
        if (leaveOut === undefined) {
          const state = await privacyState(pool, id)
          console.log(json ? JSON.stringify(state, undefined, 2) : describeState(state))
          return
        }
        const to = leaveOutGiven(leaveOut)
        const plan = yes ? await transact(pool, (client) => changePrivacy(client, id, to)) : await planPrivacy(pool, id, to)
        console.log(json ? JSON.stringify({ done: yes === true, ...plan }, undefined, 2) : describePlan(plan, yes === true))
      })
    })
}

/** The state in words. */
export function describeState({ connection, leaveOut, collections, columns, withheld, held }: PrivacyState): string {
  if (leaveOut.length === 0) return `Nothing is left out of ${connection}`
  const counts = withheld.map(({ resource, what, events, cells }) => [`  ${resource}`, what, count(events), count(cells)])
  return [
    `Left out of ${connection}: ${leaveOut.join(', ')}`,
    `  not asked for: ${collections.join(', ') || 'nothing'}`,
    `  cells left out: ${columns.join(', ') || 'none'}, and what no column names (_extra)`,
    ...(counts.length > 0 ? ['', ...textTable(['  left out so far', 'as', 'events', 'cells'], counts)] : []),
    ...describeHeld(held),
  ].join('\n')
}

/** The plan, or what was done, in words. */
export function describePlan(plan: PrivacyPlan, isDone: boolean): string {
  const { connection, from, to, turnsOff, turnsOn, held, rebuild, backfill } = plan
  if (turnsOff.length + turnsOn.length === 0)
    return `That is how it is: left out of ${connection} is ${to.join(', ') || 'nothing'}`
  const lines = [
    `Left out of ${connection}: ${from.join(', ') || 'nothing'} → ${to.join(', ') || 'nothing'}${isDone ? '; the services follow within seconds' : ''}`,
    ...describeHeld(held),
  ]
  if (turnsOn.length > 0)
    lines.push(`A rebuild brings what raw holds of ${turnsOn.join(', ')}: npm run trellis -- rebuild (${rebuild.join(', ')})`)
  if (backfill.length > 0) lines.push(`${isDone ? 'Being' : 'To be'} listed whole: ${backfill.join(', ')}`)
  if (!isDone) lines.push('Nothing was changed: say --yes to do it')
  return lines.join('\n')
}

function describeHeld(held: readonly HeldByGeneration[]): readonly string[] {
  if (held.length === 0) return []
  const rows = held.flatMap(({ generation, isCurrent, held: each }) =>
    each.map(({ resource, column, rows: n }) => [
      `  ${generation}${isCurrent ? ' (current)' : ''}`,
      column === null ? resource : `${resource}.${column}`,
      count(n),
    ]),
  )
  return [
    '',
    'Tables still hold of it:',
    ...textTable(['  generation', 'what', 'rows'], rows),
    'It goes with `npm run trellis -- rebuild`, and then `rebuild drop` for each older generation',
  ]
}
