import { listDeliveries, onlyConnection, refusals, webhookStates } from '@trellis/operations'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { withPorts } from '../with-ports.js'
import { addSecretCommands } from './secret-commands.js'
import { describeDeliveries, describeWebhooks } from './describe-webhooks.js'

interface Options {
  readonly connection?: string
  readonly json?: boolean
}

interface ListOptions extends Options {
  readonly event?: string
  readonly outcome?: 'read' | 'partly_read' | 'unread' | 'ignored'
  readonly since?: string
  readonly until?: string
  readonly after?: string
  readonly limit: number
}

/** `trellis webhooks`: which are set up and come, which came of late, what was refused, and the secret that they are signed with. */
export function addWebhooks(program: Command): void {
  const webhooks = program.command('webhooks').description('Webhooks: which come, which should have come, and what was refused.')

  webhooks
    .command('status')
    .description('Of each event: was its webhook saved in Greenhouse, does it come, and should it have come.')
    .option('--connection <id>', 'which connection; needed where there are several')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npm run trellis -- webhooks status')
    .action(async (options: Options) =>
      withPorts(async ({ pool }) => {
        const connection = await onlyConnection(pool, options.connection)
        const [states, refused] = await Promise.all([webhookStates(pool, connection), refusals(pool, connection)])
        console.log(options.json ? JSON.stringify({ ...states, ...refused }, undefined, 2) : describeWebhooks(states, refused))
      }),
    )

  webhooks
    .command('deliveries')
    .description('The webhooks of the last seven days, the newest first, without their bodies.')
    .option('--connection <id>', 'which connection; needed where there are several')
    .option('--event <name>', 'only of this event, such as hire_candidate')
    .addOption(new Option('--outcome <outcome>', 'only what became this').choices(['read', 'partly_read', 'unread', 'ignored']))
    .option('--since <instant>', 'only those that came then or later (ISO 8601)')
    .option('--until <instant>', 'only those that came before (ISO 8601)')
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .option('--after <page>', 'the page that follows, as the one before names it')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npm run trellis -- webhooks deliveries --outcome unread')
    .action(async ({ connection: named, json, event: action, limit, after, ...filter }: ListOptions) =>
      withPorts(async ({ pool }) => {
        const connection = await onlyConnection(pool, named)
        const page = await listDeliveries(pool, connection, { action, ...filter }, { limit, after })
        console.log(json ? JSON.stringify(page, undefined, 2) : describeDeliveries(page))
      }),
    )

  addSecretCommands(webhooks)
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('This has to be a whole number.')
  return Number(text)
}
