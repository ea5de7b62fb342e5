import { planPurge, purgeConnection, type Purged, type PurgePlan } from '@trellis/operations'
import type { Command } from 'commander'
import { progressLine } from '../progress-line.js'
import { count, textTable } from '../text-table.js'
import { withPorts } from '../with-ports.js'

const AFTER_PURGE = [
  'The bytes leave the disks of Kafka when it compacts: within seven days and the age of a segment.',
  'The canonical topics forget by themselves, after their retention of four weeks.',
  'Rows in Postgres go with the next rebuild, which passes removed connections over: npm run trellis -- rebuild',
  'Exports and backups that were made before still hold the events.',
]

/** `trellis connections purge`: what a removed connection has left on raw is erased. */
export function addPurge(connections: Command): void {
  connections
    .command('purge')
    .description('Counts what a removed connection has left, and with --yes erases every raw event of it. There is no way back.')
    .argument('<id>', 'its id')
    .option('--yes <id>', 'its id once more: erases them')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- connections purge acme\n  npm run trellis -- connections purge acme --yes acme',
    )
    .action(async (id: string, { yes, json }: { yes?: string; json?: boolean }) => {
      if (yes !== undefined && yes !== id) throw new Error(`--yes says ${yes}, not ${id}: nothing was erased`)
      await withPorts(async (ports) => {
        const progress = progressLine('offsets read')
        const options = { onProgress: progress.show }
        if (yes === undefined) {
          const plan = await planPurge(ports, id, options).finally(progress.end)
          console.log(json ? JSON.stringify(plan, undefined, 2) : describePurgePlan(plan))
        } else {
          const purged = await purgeConnection(ports, id, options).finally(progress.end)
          console.log(json ? JSON.stringify({ ...purged, next: AFTER_PURGE }, undefined, 2) : describePurged(id, purged))
        }
      })
    })
}

/** The plan in words. */
export function describePurgePlan({ connection, rawEvents, webhooks, bytes, problems, tables }: PurgePlan): string {
  const rows = tables.flatMap(({ generation, isCurrent, rows: counted }) =>
    counted.map(({ table, rows: n }) => [`  ${generation}${isCurrent ? ' (current)' : ''}`, table, count(n)]),
  )
  return [
    `A purge of ${connection} erases ${count(rawEvents)} raw events (${count(bytes)} bytes), ${count(webhooks)} of them webhooks`,
    `It forgets ${count(problems)} problems`,
    ...(rows.length > 0
      ? ['Rows, which go with the next rebuild and `rebuild drop`:', ...textTable(['  generation', 'table', 'rows'], rows)]
      : ['No table has a row of it']),
    `Nothing was erased: say --yes ${connection} to do it`,
  ].join('\n')
}

function describePurged(id: string, { erased }: Purged): string {
  return [`${count(erased)} raw events of ${id} are erased`, ...AFTER_PURGE].join('\n')
}
