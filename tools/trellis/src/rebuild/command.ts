import type { RebuildEvent } from '@trellis/runtime'
import { InvalidArgumentError, type Command } from 'commander'
import { addresses } from '../addresses.js'
import { runRebuildProcess } from './rebuild-process.js'
import { RebuildScreen } from './rebuild-screen.js'

interface Options {
  readonly asOf?: string
  readonly resource?: string
  readonly switch?: boolean
  readonly recreateDependents?: boolean
  readonly workers?: string
  readonly json?: boolean
}

const JSON_LINES = ['--json', 'what happens as JSON lines'] as const
const RECREATE = ['--recreate-dependents', 'where a view has to be recreated, make again what depends on it'] as const
const WORKERS = ['--workers <number>', 'how many threads read; one for each core (at most 4) if not given'] as const

/** `trellis rebuild`: the tables rebuilt from raw, and what becomes of the old ones. */
export function addRebuild(program: Command): void {
  const rebuild = program
    .command('rebuild')
    .description(
      'Rebuilds the tables from raw, beside those that people read, and swaps them in. May be ended at any point and run again.',
    )

  rebuild
    .command('run', { isDefault: true })
    .description('Makes all tables, compares them with the current ones, and gives them to readers.')
    .option(
      '--as-of <instant>',
      'only what was appended until then (ISO 8601); shown in recruiting_as_of, never given to readers',
    )
    .option('--resource <name>', 'only this table, put in the place of the current one')
    .option('--no-switch', 'make and compare only; `rebuild switch` gives it to readers')
    .option(...RECREATE)
    .option(...WORKERS, wholeNumber)
    .option(...JSON_LINES)
    .addHelpText(
      'after',
      '\nExamples:\n  npm run trellis -- rebuild\n  npm run trellis -- rebuild --as-of 2026-11-01T00:00:00Z\n  npm run trellis -- rebuild --resource offers',
    )
    .action(async (options: Options) => perform('run', options))

  rebuild
    .command('switch')
    .description('Gives readers a generation that is complete, after reading what raw has got since.')
    .argument('<generation>', 'its number', wholeNumber)
    .option(...RECREATE)
    .option(...WORKERS, wholeNumber)
    .option(...JSON_LINES)
    .action(async (generation: string, options: Options) => perform('switch', options, generation))

  rebuild
    .command('rollback')
    .description('Gives readers the generation that they had before, at once.')
    .option(...RECREATE)
    .option(...JSON_LINES)
    .action(async (options: Options) => perform('rollback', options))

  rebuild
    .command('drop')
    .description('Drops the tables of a generation that readers are not given.')
    .argument('<generation>', 'its number', wholeNumber)
    .option(...JSON_LINES)
    .action(async (generation: string, options: Options) => perform('drop', options, generation))

  rebuild
    .command('list')
    .description('The generations there are.')
    .option(...JSON_LINES)
    .action(async (options: Options) => perform('list', options))
}

async function perform(verb: string, options: Options, generation?: string): Promise<void> {
  const screen = new RebuildScreen()
  const onEvent = (event: RebuildEvent): void => {
    if (options.json) console.log(JSON.stringify(event))
    else screen.show(event)
  }
  const code = await runRebuildProcess(argumentsOf(verb, options, generation), await addresses(), onEvent).finally(() =>
    screen.end(),
  )
  if (code !== 0) process.exitCode = code
}

function argumentsOf(verb: string, options: Options, generation: string | undefined): readonly string[] {
  return [
    verb,
    ...(generation === undefined ? [] : [generation]),
    ...(options.asOf === undefined ? [] : ['--as-of', options.asOf]),
    ...(options.resource === undefined ? [] : ['--resource', options.resource]),
    ...(options.switch === false ? ['--no-switch'] : []),
    ...(options.recreateDependents ? ['--recreate-dependents'] : []),
    ...(options.workers === undefined ? [] : ['--workers', options.workers]),
  ]
}

function wholeNumber(text: string): string {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('A whole number is needed.')
  return text
}
