import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { resourceNamed } from '@trellis/greenhouse'
import { Fault } from '@trellis/runtime'
import type { OnDependents } from './swap-views.js'

/** What the process was asked for. */
export type RebuildCommand =
  | {
      readonly verb: 'run'
      readonly asOfMs?: number
      readonly resource?: string
      readonly isSwitched: boolean
      readonly onDependents: OnDependents
      readonly workers: number
    }
  | { readonly verb: 'switch'; readonly generation: number; readonly onDependents: OnDependents; readonly workers: number }
  | { readonly verb: 'rollback'; readonly onDependents: OnDependents }
  | { readonly verb: 'drop'; readonly generation: number }
  | { readonly verb: 'list' }

const OPTIONS = {
  'as-of': { type: 'string' },
  resource: { type: 'string' },
  'no-switch': { type: 'boolean' },
  'recreate-dependents': { type: 'boolean' },
  workers: { type: 'string' },
} as const

/** More readers than this take memory and no time off: Postgres is busy by then. */
const MOST_WORKERS = 4

/** Reads the arguments of the process. Throws a Fault that says what is wrong with them. */
export function readCommand(args: readonly string[]): RebuildCommand {
  const { values, positionals } = parse(args)
  const [verb = 'run', number] = positionals
  const onDependents = values['recreate-dependents'] ? 'recreate' : 'refuse'
  const workers = values.workers === undefined ? Math.min(MOST_WORKERS, availableParallelism()) : wholeNumber(values.workers)
  switch (verb) {
    case 'run': {
      const { 'as-of': asOf, resource } = values
      if (asOf !== undefined && resource !== undefined) throw refusal('--as-of makes all tables: leave --resource out')
      if (resource !== undefined && !resourceNamed(resource)) throw refusal(`there is no resource ${resource}`)
      if (asOf !== undefined && Number.isNaN(Date.parse(asOf))) throw refusal('an instant looks like 2026-11-23T14:00:00Z')
      return {
        verb,
        ...(asOf !== undefined && { asOfMs: Date.parse(asOf) }),
        ...(resource !== undefined && { resource }),
        isSwitched: values['no-switch'] !== true,
        onDependents,
        workers,
      }
    }
    case 'switch':
      return { verb, generation: wholeNumber(number), onDependents, workers }
    case 'rollback':
      return { verb, onDependents }
    case 'drop':
      return { verb, generation: wholeNumber(number) }
    case 'list':
      return { verb }
    default:
      throw refusal(`there is no \`rebuild ${verb}\`; there are run, switch, rollback, drop and list`)
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error))
  }
}

function wholeNumber(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,8}$/.test(text)) throw refusal('a whole number is needed')
  return Number(text)
}

function refusal(why: string): Fault {
  return new Fault(why, { retryable: false })
}
