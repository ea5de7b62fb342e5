import { readAuditLog, type ActArgument, type RecordedAct } from '@trellis/runtime'
import { InvalidArgumentError, type Command } from 'commander'
import { textTable } from '../text-table.js'
import { withPorts } from '../with-ports.js'

interface Options {
  readonly limit: number
  readonly since?: string
  readonly json?: boolean
}

/** `trellis audit-log`: who has done what. */
export function addAuditLog(program: Command): void {
  program
    .command('audit-log')
    .description('Who has changed what by this command line, the newest first. (`audit` compares the tables with Greenhouse.)')
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .option('--since <instant>', 'only what began then or later (ISO 8601)', instant)
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- audit-log --since 2026-11-01T00:00:00Z\n\nWho: TRELLIS_ACTOR, or else the user and the machine; beside it the role that the database knows. An act that has begun and no more is under way, or was cut off.',
    )
    .action(async ({ limit, since, json }: Options) =>
      withPorts(async ({ pool }) => {
        const acts = await readAuditLog(pool, { limit, since })
        console.log(json ? JSON.stringify(acts, undefined, 2) : describeActs(acts))
      }),
    )
}

/** Acts as a table of text. */
function describeActs(acts: readonly RecordedAct[]): string {
  if (acts.length === 0) return 'Nothing was changed yet'
  const rows = acts.map(({ at, who, databaseRole, what, arguments: given, outcome, exitCode }) => [
    at,
    who,
    databaseRole,
    [what, ...Object.entries(given).map(([name, value]) => `${name}=${textOf(value)}`)].join(' '),
    outcome === 'failed' && exitCode !== null ? `ended with ${exitCode}` : outcome,
  ])
  return textTable(['at', 'who', 'role', 'what', ''], rows).join('\n')
}

function textOf(value: ActArgument): string {
  return Array.isArray(value) ? value.join(',') : String(value)
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('This has to be a whole number.')
  return Number(text)
}

function instant(text: string): string {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new InvalidArgumentError('An instant looks like 2026-11-23T14:00:00Z.')
  return new Date(ms).toISOString()
}
