import { removeConnection, storedConnections, type StoredConnection } from '@trellis/runtime'
import type { Command } from 'commander'
import { progressLine } from '../progress-line.js'
import { count, textTable } from '../text-table.js'
import { withPorts } from '../with-ports.js'
import { purgeConnection } from './purge-connection.js'
import { connectionNamed } from './stored-connections.js'

const AFTER_PURGE = [
  'The bytes leave the disks of Kafka when it compacts: within seven days and the age of a segment.',
  'The canonical topics forget by themselves, after their retention of four weeks.',
  'Rows in Postgres go with the next rebuild, which passes removed connections over: npm run trellis -- rebuild',
  'Exports and backups that were made before still hold the events.',
]

/** `trellis connections`: the Greenhouse accounts that we are, or were, connected to. */
export function addConnections(program: Command): void {
  const connections = program.command('connections').description('The Greenhouse accounts that Trellis is, or was, connected to.')

  connections
    .command('list')
    .description('All of them, removed ones too; never a secret.')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npm run trellis -- connections list')
    .action(async ({ json }: { json?: boolean }) =>
      withPorts(async ({ pool }) => {
        const all = await storedConnections(pool)
        console.log(json ? JSON.stringify(all, undefined, 2) : describeConnections(all))
      }),
    )

  connections
    .command('remove')
    .description('Ends a connection: its secrets, cursors, register and due reads are forgotten, its id is never given again.')
    .argument('<id>', 'its id')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- connections remove acme\n\nEvents and rows stay until `connections purge` and the next rebuild.',
    )
    .action(async (id: string, { json }: { json?: boolean }) =>
      withPorts(async ({ pool }) => {
        await connectionNamed(pool, id)
        await removeConnection(pool, id)
        const removed = await connectionNamed(pool, id)
        console.log(
          json
            ? JSON.stringify(removed)
            : `Connection ${id} is removed; the services leave it within seconds. Its events are still on the log: \`connections purge ${id}\` erases them`,
        )
      }),
    )

  connections
    .command('purge')
    .description('Erases every raw event of a removed connection. There is no way back.')
    .argument('<id>', 'its id')
    .requiredOption('--yes <id>', 'its id once more')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npm run trellis -- connections purge acme --yes acme')
    .action(async (id: string, { yes, json }: { yes: string; json?: boolean }) => {
      if (yes !== id) throw new Error(`--yes says ${yes}, not ${id}: nothing was erased`)
      await withPorts(async (ports) => {
        const progress = progressLine('offsets read')
        const erased = await purgeConnection(ports, id, progress.show).finally(progress.end)
        const lines = [`${count(erased)} raw events of ${id} are erased`, ...AFTER_PURGE]
        console.log(json ? JSON.stringify({ erased, next: AFTER_PURGE }, undefined, 2) : lines.join('\n'))
      })
    })
}

function describeConnections(all: readonly StoredConnection[]): string {
  if (all.length === 0) return 'There is no connection yet'
  const rows = all.map(({ id, name, hasCredentials, hasWebhookSecrets, createdAt, removedAt }) => [
    id,
    name,
    hasCredentials ? 'yes' : 'no',
    hasWebhookSecrets ? 'yes' : 'no',
    createdAt,
    removedAt ?? '',
  ])
  return textTable(['id', 'name', 'harvest', 'webhooks', 'made', 'removed'], rows).join('\n')
}
