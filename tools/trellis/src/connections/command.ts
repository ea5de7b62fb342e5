import { connectionNamed } from '@trellis/operations'
import {
  Connections,
  openOps,
  removeConnection,
  rewrapConnections,
  storedConnections,
  type Rewrapped,
  type StoredConnection,
} from '@trellis/runtime'
import type { Command } from 'commander'
import { databaseAddress } from '../addresses.js'
import { progressLine } from '../progress-line.js'
import { count, textTable } from '../text-table.js'
import { withPorts } from '../with-ports.js'
import { connectionGiven } from './connection-given.js'
import { givenMasterKeys } from './given-master-keys.js'
import { addPrivacy } from './privacy.js'
import { addPurge } from './purge.js'

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
    .command('register')
    .description(
      'Keeps the connection that GREENHOUSE_CONNECTION and the other variables of ingress and poller describe, its secrets encrypted.',
    )
    .addHelpText(
      'after',
      '\nExample:\n  GREENHOUSE_CONNECTION=acme WEBHOOK_SECRETS=… npm run trellis -- connections register\n\nWhat is not given stays as it is kept.',
    )
    .action(async () => {
      const id = await registerGiven(await databaseAddress())
      console.log(`Connection ${id} is registered; the services take it up within seconds`)
    })

  addPrivacy(connections)

  connections
    .command('rewrap')
    .description(
      'Seals every secret with the first master key. May be interrupted and run again; the services may run meanwhile.',
    )
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  TRELLIS_MASTER_KEYS=2026-11:…,2025:… npm run trellis -- connections rewrap\n\nEvery service has to know the first key by then. Ends with 1 where a secret could not be opened: it stays as it is.',
    )
    .action(async ({ json }: { json?: boolean }) =>
      withPorts(async ({ pool }) => {
        const keys = await givenMasterKeys(process.env)
        if (!keys) throw new Error('No master key is known here: set TRELLIS_MASTER_KEYS, the new key first and then the old one')
        const progress = progressLine('secrets')
        const rewrapped = await rewrapConnections(pool, keys, progress.show).finally(progress.end)
        console.log(json ? JSON.stringify(rewrapped, undefined, 2) : describeRewrapped(rewrapped, keys[0].names[0]))
        if (rewrapped.unopened.length > 0) process.exitCode = 1
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

  addPurge(connections)
}

async function registerGiven(databaseUrl: string): Promise<string> {
  const connection = connectionGiven(process.env)
  const keys = await givenMasterKeys(process.env)
  if (!keys) throw new Error('No master key is known here: set TRELLIS_MASTER_KEYS')
  const ops = await openOps(databaseUrl, { applicationName: 'trellis', max: 1 })
  try {
    await new Connections(ops, keys).register(connection)
  } finally {
    await ops.close()
  }
  return connection.id
}

function describeConnections(all: readonly StoredConnection[]): string {
  if (all.length === 0) return 'There is no connection yet'
  const rows = all.map(({ id, name, hasCredentials, hasWebhookSecrets, masterKeys, createdAt, removedAt }) => [
    id,
    name,
    hasCredentials ? 'yes' : 'no',
    hasWebhookSecrets ? 'yes' : 'no',
    masterKeys.map((key) => key ?? 'without an id').join(', '),
    createdAt,
    removedAt ?? '',
  ])
  return textTable(['id', 'name', 'harvest', 'webhooks', 'sealed with', 'made', 'removed'], rows).join('\n')
}

function describeRewrapped({ rewrapped, current, unopened }: Rewrapped, key: string): string {
  const lines = [`${count(rewrapped)} secrets are sealed with ${key} now, ${count(current)} were before`]
  if (unopened.length === 0) return [...lines, 'No other key is needed any more, but by back-ups of the database'].join('\n')
  return [
    ...lines,
    `${count(unopened.length)} could not be opened and stay as they are:`,
    ...unopened.map(({ why }) => `  ${why}`),
  ].join('\n')
}
