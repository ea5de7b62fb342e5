import {
  addChannel,
  AlertSender,
  listAlerts,
  listChannels,
  removeChannel,
  sendTest,
  type ChannelPorts,
  type ChannelTarget,
} from '@trellis/operations'
import { CHANNEL_KINDS, mailSettingsOf, readSecret, type ChannelKind } from '@trellis/runtime'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { givenMasterKeys } from '../connections/given-master-keys.js'
import { withPorts } from '../with-ports.js'
import { describeAlerts, describeChannels } from './describe-alerts.js'

interface ListOptions {
  readonly past?: boolean
  readonly connection?: string
  readonly limit: number
  readonly json?: boolean
}

interface AddOptions {
  readonly kind: ChannelKind
  readonly to?: string
  readonly json?: boolean
}

/** `trellis alerts`: what is wrong, what was, and where it is sent. */
export function addAlerts(program: Command): void {
  const alerts = program
    .command('alerts')
    .description('What is wrong now, what was, and where alerts are sent. The console watches.')

  alerts
    .command('list')
    .description('Alerts that are open, the newest first.')
    .option('--past', 'those that are over instead')
    .option('--connection <id>', 'of one connection')
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npm run trellis -- alerts list')
    .action(async ({ past, connection, limit, json }: ListOptions) =>
      withPorts(async ({ pool }) => {
        const found = await listAlerts(pool, { which: past ? 'past' : 'open', connection, limit })
        console.log(json ? JSON.stringify(found, undefined, 2) : describeAlerts(found))
      }),
    )

  alerts
    .command('channels')
    .description('Where alerts are sent, and how that goes; never a secret.')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npm run trellis -- alerts channels')
    .action(async ({ json }: { json?: boolean }) =>
      withPorts(async ({ pool }) => {
        const found = await listChannels(pool)
        console.log(json ? JSON.stringify(found, undefined, 2) : describeChannels(found))
      }),
    )

  alerts
    .command('add')
    .description(
      'Adds a channel. A URL is read from ALERT_CHANNEL_URL, the secret that signs its messages from ALERT_CHANNEL_SECRET.',
    )
    .argument('<name>', 'as people know it')
    .addOption(new Option('--kind <kind>', 'what it is').choices(CHANNEL_KINDS).makeOptionMandatory())
    .option('--to <addresses>', 'of an email: addresses, separated by commas')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run trellis -- alerts add "On call" --kind email --to on-call@example.com\n  ALERT_CHANNEL_URL=https://hooks.slack.com/… npm run trellis -- alerts add "#hiring" --kind slack',
    )
    .action(async (name: string, options: AddOptions) => {
      const target = targetGiven(options, process.env)
      await withChannels(async (pool, ports) => {
        const id = await addChannel(pool, ports, { name, target })
        console.log(
          options.json ? JSON.stringify({ id }) : `Channel ${id} is added. Try it: npm run trellis -- alerts test ${id}`,
        )
      })
    })

  alerts
    .command('remove')
    .description('Removes a channel, and what was to be sent to it.')
    .argument('<id>', 'its id')
    .addHelpText('after', '\nExample:\n  npm run trellis -- alerts remove 0b0c6f0e-…')
    .action(async (id: string) =>
      withPorts(async ({ pool }) => {
        await removeChannel(pool, id)
        console.log(`Channel ${id} is removed`)
      }),
    )

  alerts
    .command('test')
    .description('Sends a test to a channel now. Reads SMTP_URL, ALERT_FROM and ALERT_ALLOWED_NETWORKS, as the console does.')
    .argument('<id>', 'its id')
    .addHelpText('after', '\nExample:\n  npm run trellis -- alerts test 0b0c6f0e-…')
    .action(async (id: string) =>
      withChannels(async (pool, ports) => {
        await sendTest(pool, ports, id)
        console.log('The test was delivered')
      }),
    )
}

type Pool = Parameters<typeof listChannels>[0]

async function withChannels(work: (pool: Pool, ports: ChannelPorts) => Promise<void>): Promise<void> {
  const keys = await givenMasterKeys(process.env)
  if (!keys) throw new Error('No master key is known here: set TRELLIS_MASTER_KEYS, as the console has it')
  const sender = senderGiven(process.env)
  try {
    await withPorts(({ pool }) => work(pool, { keys, sender }))
  } finally {
    await sender.close()
  }
}

function senderGiven(env: NodeJS.ProcessEnv): AlertSender {
  const { ALERT_FROM: alertFrom, ALERT_ALLOWED_NETWORKS: networks = '', CONSOLE_URL: url = '' } = env
  return new AlertSender({
    mail: mailSettingsOf({ smtpUrl: readSecret('SMTP_URL', env), alertFrom }),
    allowedNetworks: networks.split(',').flatMap((part) => part.trim() || []),
    consoleUrl: url === '' ? undefined : new URL(url),
  })
}

function targetGiven({ kind, to }: AddOptions, env: NodeJS.ProcessEnv): ChannelTarget {
  if (kind === 'email') return { kind, to: (to ?? '').split(',').flatMap((part) => part.trim() || []) }
  const [url, secret] = [readSecret('ALERT_CHANNEL_URL', env), readSecret('ALERT_CHANNEL_SECRET', env)]
  if (url === undefined) throw new Error('The URL is missing: set ALERT_CHANNEL_URL. As an argument others could read it')
  return kind === 'slack' ? { kind, url } : { kind, url, ...(secret !== undefined && { secret }) }
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('This has to be a whole number.')
  return Number(text)
}
