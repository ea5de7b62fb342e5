import 'reflect-metadata'
import { hostname } from 'node:os'
import {
  configuredKafka,
  configuredPostgres,
  createLogger,
  EventLog,
  Fault,
  generationNumbered,
  generationStateOf,
  holdLease,
  KafkaPostgresConfig,
  listGenerations,
  openOps,
  readConfig,
  retryFault,
  type Lease,
  type Pool,
} from '@trellis/runtime'
import { dropGeneration } from './rebuild/drop-generation.js'
import { readCommand, type RebuildCommand } from './rebuild/read-command.js'
import type { Reporter } from './rebuild/reporter.js'
import { rebuildResource } from './rebuild/rebuild-resource.js'
import { rollBack } from './rebuild/roll-back.js'
import { runRebuild, switchTo, type RebuildPorts } from './rebuild/run-rebuild.js'
import { HasDependents } from './rebuild/swap-views.js'

const LEASE_MS = 10_000

// A writer that does what was ordered at the console has started this: without it, its work is not gone on with.
if (process.connected) process.once('disconnect', () => process.exit(1))

const report: Reporter = (event) => void process.stdout.write(`${JSON.stringify(event)}\n`)

try {
  await rebuild(readCommand(process.argv.slice(2)))
} catch (error) {
  report({
    event: 'refused',
    why: error instanceof Error ? error.message : String(error),
    ...(error instanceof HasDependents && { dependents: error.dependents }),
  })
  process.exitCode = 1
}
// Threads and sockets of what was given up must not hold the process.
process.stdout.write('', () => process.exit())

/** Does what was asked, alone: two rebuilds never work at once. */
async function rebuild(command: RebuildCommand): Promise<void> {
  const config = readConfig(KafkaPostgresConfig)
  const logLevel = config.logLevel === 'info' ? 'error' : config.logLevel
  const settings = configuredKafka(config, 'rebuild')
  const ops = await openOps(configuredPostgres(config), { applicationName: 'rebuild', max: 6 })
  const { pool } = ops
  if (command.verb === 'list') {
    report({ event: 'generations', generations: await listGenerations(pool) })
    await ops.close()
    return
  }
  const lease = await takeLease(pool)
  const log = await EventLog.connect(settings, createLogger('rebuild', logLevel))
  const workers = 'workers' in command ? command.workers : 1
  try {
    await perform(command, { pool, log, lease, report, settings, databaseUrl: config.databaseUrl, logLevel, workers })
  } finally {
    await lease.release()
    await log.close()
    await ops.close()
  }
}

async function perform(command: Exclude<RebuildCommand, { verb: 'list' }>, ports: RebuildPorts): Promise<void> {
  switch (command.verb) {
    case 'run':
      return command.resource === undefined
        ? runRebuild(ports, command)
        : rebuildResource(ports, command.resource, command.onDependents)
    case 'switch': {
      const generation = await generationNumbered(ports.pool, command.generation)
      if (generation.asOfMs !== undefined || ['current', 'being made'].includes(generationStateOf(generation)))
        throw new Fault(`Generation ${generation.number} is ${generationStateOf(generation)}: readers are not given it`, {
          retryable: false,
        })
      return switchTo(ports, generation, command.onDependents)
    }
    case 'rollback':
      return rollBack(ports, command.onDependents)
    case 'drop':
      await dropGeneration(ports.pool, command.generation)
      report({ event: 'dropped', generation: command.generation })
      return
    default:
      command satisfies never
  }
}

/** One that was killed holds it for a moment longer. */
async function takeLease(pool: Pool): Promise<Lease> {
  const holder = `${hostname()}/${process.pid}`
  const take = async (): Promise<Lease> => {
    const lease = await holdLease(pool, 'rebuild', holder, LEASE_MS)
    if (!lease) throw new Fault('Another rebuild is running')
    return lease
  }
  return retryFault(take, { firstPauseMs: 500, longestPauseMs: 1_000, totalMs: LEASE_MS + 3_000 })
}
