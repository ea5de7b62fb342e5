import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { destination, pino } from 'pino'
import { DEFAULT_SETTINGS } from './settings.js'
import { startSandbox } from './start-sandbox.js'

interface Options {
  readonly host: string
  readonly port: number
  readonly seed: number
  readonly candidates: number
  readonly rate: number
  readonly webhookUrl?: string
  readonly journal?: string
  readonly silentCascades: boolean
  readonly retryUnitMs: number
  readonly tokenLifeMs: number
  readonly rateLimit: number
  readonly rateWindowMs: number
}

const SECRETS = ['SANDBOX_CLIENT_ID', 'SANDBOX_CLIENT_SECRET', 'SANDBOX_WEBHOOK_SECRET'] as const

function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError('a number from 0 is needed')
  return value
}

const { host, port, seed, candidates, retryUnitMs, tokenLifeMs, rateLimit } = DEFAULT_SETTINGS
const command = new Command('greenhouse-sandbox')
  .description('A stand-in for Greenhouse: serves an invented company over Harvest v3 and sends its webhooks.')
  .option('--host <address>', 'address to listen on', host)
  .option('--port <number>', 'port to listen on, 0 for a free one', number, port)
  .option('--seed <number>', 'the same seed gives the same company', number, seed)
  .option('--candidates <number>', 'how many candidates the company starts with', number, candidates)
  .option('--rate <number>', 'how many things happen in a second', number, 1)
  .option('--webhook-url <url>', 'where webhooks are sent')
  .option('--journal <file>', 'keeps when things happened; the same company goes on at the next start')
  .option('--no-silent-cascades', 'let nothing happen that neither a webhook nor a listing window shows')
  .option('--retry-unit-ms <number>', "length of a minute in the webhooks' schedule of retries", number, retryUnitMs)
  .option('--token-life-ms <number>', 'how long an access token lasts', number, tokenLifeMs)
  .option('--rate-limit <number>', 'requests allowed in a window', number, rateLimit.limit)
  .option('--rate-window-ms <number>', 'length of the window', number, rateLimit.windowMs)
  .addHelpText('after', `\nSecrets come from the environment, all of them needed: ${SECRETS.join(', ')}.`)
  .parse()

const log = pino({ name: 'greenhouse-sandbox' }, destination(2))
const missing = SECRETS.filter((name) => (process.env[name] ?? '') === '')
if (missing.length > 0) command.error(`missing in the environment: ${missing.join(', ')}`)

const { rate, rateLimit: limit, rateWindowMs, webhookUrl, journal, ...options } = command.opts<Options>()
const sandbox = await startSandbox({
  ...options,
  webhookUrl,
  ...(journal !== undefined && { past: pastIn(journal), onStep: (at: number) => appendFileSync(journal, `${at}\n`) }),
  stepsPerSecond: rate,
  rateLimit: { limit, windowMs: rateWindowMs },
  clientId: process.env['SANDBOX_CLIENT_ID'],
  clientSecret: process.env['SANDBOX_CLIENT_SECRET'],
  webhookSecret: process.env['SANDBOX_WEBHOOK_SECRET'],
})

const { url, tokenUrl, credentials } = sandbox
process.stdout.write(`${JSON.stringify({ url, tokenUrl, controlUrl: `${url}/_sandbox`, userId: credentials.userId })}\n`)
log.info({ url, counts: sandbox.state().counts }, 'serving')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal, steps: sandbox.state().steps }, 'stopping')
    void sandbox.stop().then(() => process.exit(0))
  })
}

function pastIn(journal: string): readonly number[] {
  if (!existsSync(journal)) return []
  const lines = readFileSync(journal, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  return lines.map(Number)
}
