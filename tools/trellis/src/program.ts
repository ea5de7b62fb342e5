import { statusNow } from '@trellis/operations'
import { Command, InvalidArgumentError, Option } from 'commander'
import { addAccess } from './access/command.js'
import { addAccounts } from './accounts/command.js'
import { addAlerts } from './alerts/command.js'
import { addAudit } from './audit/command.js'
import { addAuditLog } from './audit-log/command.js'
import { addConnections } from './connections/command.js'
import { addExplain } from './explain/command.js'
import { addPermissions } from './permissions/command.js'
import { addProblems } from './problems/command.js'
import { rawAppend } from './raw-append.js'
import { addRawLog } from './raw-log/command.js'
import { addRebuild } from './rebuild/command.js'
import { addServices } from './services/command.js'
import { addSkip } from './skip/command.js'
import { addSweep } from './sweep/command.js'
import { addSnapshot } from './snapshot/command.js'
import { describeStatus } from './describe-status.js'
import { addWebhooks } from './webhooks/command.js'
import { withPorts } from './with-ports.js'

/** The whole command line, before anything of it is run. */
export function trellisProgram(): Command {
  const program = new Command('npm run trellis --').description(
    'What an operator asks of Trellis. Reads KAFKA_BROKERS and DATABASE_URL, or what `npm start` runs here.',
  )

  program
    .addOption(new Option('--dir <folder>', 'the folder that `npm start -- --dir` was given').env('TRELLIS_DIR'))
    .hook('preAction', () => {
      const { dir } = program.opts<{ dir?: string }>()
      // Whatever is started on the way, as a rebuild's process, finds the same.
      if (dir !== undefined) process.env['TRELLIS_DIR'] = dir
    })

  program
    .command('status')
    .description('How far everything is: listings, tables, readers of the log, and the newest webhook’s way to its row.')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) =>
      withPorts(async (ports) => {
        const status = await statusNow(ports)
        console.log(json ? JSON.stringify(status, undefined, 2) : describeStatus(status))
      }),
    )

  addPermissions(program)
  addExplain(program)
  addSnapshot(program)
  addRebuild(program)
  addProblems(program)
  addSkip(program)
  addConnections(program)
  addSweep(program)
  addWebhooks(program)
  addAudit(program)
  addAlerts(program)
  addServices(program)
  addAccess(program)
  addAuditLog(program)
  addAccounts(program)

  const raw = program.command('raw').description('The log of raw events.')

  raw
    .command('append')
    .description('Appends records that you have to the log, as if Greenhouse had listed them.')
    .argument('<file>', 'a JSON object or an array of them; - for standard input')
    .requiredOption('--kind <kind>', 'what they are: record', oneKind)
    .requiredOption('--resource <name>', 'which collection they belong to')
    .requiredOption('--connection <id>', 'which connection they belong to')
    .option('--at <instant>', 'when they were true (ISO 8601); now, if not given', instant)
    .option('--json', 'as JSON')
    .action(async (file: string, options: AppendOptions) =>
      withPorts(async ({ log, pool }) => {
        const appended = await rawAppend(log, pool, { ...options, file, atMs: options.at ?? Date.now() })
        console.log(options.json ? JSON.stringify({ appended }) : `${appended} records appended`)
      }),
    )

  addRawLog(raw)
  return program
}

interface AppendOptions {
  readonly resource: string
  readonly connection: string
  readonly at?: number
  readonly json?: boolean
}

function oneKind(text: string): string {
  if (text !== 'record') throw new InvalidArgumentError('Only records are appended by hand: webhooks come in at the ingress.')
  return text
}

function instant(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new InvalidArgumentError('An instant looks like 2026-11-23T14:00:00Z.')
  return ms
}
