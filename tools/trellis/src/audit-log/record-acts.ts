import { hostname, userInfo } from 'node:os'
import { dataDir, runningAddresses } from '@trellis/local'
import {
  beginAct,
  isMissingTable,
  createPool,
  endAct,
  openOps,
  pgFault,
  type Act,
  type ActArgument,
  type BegunAct,
  type Pool,
} from '@trellis/runtime'
import type { Command } from 'commander'
import { ACTS, type RecordedCommand } from './acts.js'

const NAME_LENGTH = 200

/** The acts of one run of the command line. */
interface RecordedRun {
  /** Called once the command has ended, however it did. */
  end(exitCode: number): Promise<void>
}

/**
 * Has every command that changes something (`ACTS`) recorded in `ops.audit_log`: before it begins, and once it has ended. A command whose beginning cannot be
 * recorded is not begun. Where no database is known there is nothing to change.
 */
export function recordActs(program: Command, env: NodeJS.ProcessEnv): RecordedRun {
  let pool: Pool | undefined
  let act: BegunAct | undefined
  let afterwards: Act | undefined
  program.hook('preAction', async (_, command) => {
    const what = nameOf(command)
    const recorded = ACTS[what]
    if (!recorded || recorded.when?.(command.opts()) === false) return
    const databaseUrl = env['DATABASE_URL'] ?? (await runningAddresses(dataDir(env))).databaseUrl
    if (!databaseUrl) return
    pool = createPool(databaseUrl, { max: 1, applicationName: 'trellis' })
    const acting = { who: whoActs(env), what, arguments: argumentsOf(command, recorded) }
    if (recorded.isRecordedAfterwards) afterwards = acting
    else act = await begun(pool, databaseUrl, acting)
  })
  return {
    end: async (exitCode) => {
      try {
        if (pool && afterwards) act = await beginAct(pool, afterwards)
        if (pool && act) await endAct(pool, act, exitCode)
      } catch (error) {
        console.error(`How it ended is not in the audit log: ${messageOf(pgFault(error))}`)
      } finally {
        await pool?.end()
      }
    },
  }
}

/** The command with those above it, less the program: `connections remove`. */
export function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}`.trim() : ''
}

/** TRELLIS_ACTOR, or else the user of the operating system and the machine. */
export function whoActs(env: NodeJS.ProcessEnv): string {
  const named = env['TRELLIS_ACTOR']
    ?.replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, NAME_LENGTH)
  return named || `${userName()}@${hostname()}`
}

/** A container's user may have no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}

/** Of what was given: the values that may be written down, and the names of the others. */
function argumentsOf(command: Command, { values }: RecordedCommand): Readonly<Record<string, ActArgument>> {
  const given = [
    ...command.registeredArguments.map((argument, index): [string, unknown] => [argument.name(), command.processedArgs[index]]),
    ...Object.entries(command.opts()).filter(([name]) => name !== 'json'),
  ].filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, values.includes(name) ? written(value) : 'given']))
}

function written(value: unknown): ActArgument {
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
}

async function begun(pool: Pool, databaseUrl: string, act: Act): Promise<BegunAct> {
  try {
    return await beginAct(pool, act).catch(async (error: unknown) => {
      // `ops` is older than the audit log, or not there yet.
      if (!isMissingTable(error)) throw error
      await (await openOps(databaseUrl, { max: 1 })).close()
      return beginAct(pool, act)
    })
  } catch (error) {
    const why = messageOf(pgFault(error))
    throw new Error(`Nothing was done, since it cannot be recorded in the audit log: ${why}`, { cause: error })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
