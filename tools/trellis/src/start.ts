import { join } from 'node:path'
import { dataDir, terminationSignal } from '@trellis/local'
import { Command, InvalidArgumentError, Option } from 'commander'
import { run } from './start/run.js'

const command = new Command('npm start --')
  .description(
    'Starts a Kafka, a Postgres, the services and, where no account is named in the environment, an invented company to sync.',
  )
  .option('--exit-when-synced', 'end with 0 after a complete first sync and its summary', false)
  .option('--candidates <number>', 'how large the invented company is', wholeNumber, 2_000)
  .option('--seed <number>', 'which invented company it is', wholeNumber, 1)
  .option('--steps-per-second <number>', 'how busy the invented company is once it was read', Number, 1)
  .option(
    '--no-connection',
    'connect nothing: the invented company waits to be connected in the console, with what is printed for it',
  )
  .addOption(new Option('--dir <folder>', 'where data, keys and logs are kept (default: .local)').env('TRELLIS_DIR'))
  .addHelpText(
    'after',
    '\nWith GREENHOUSE_CONNECTION, HARVEST_CLIENT_ID, HARVEST_CLIENT_SECRET and HARVEST_USER_ID a real account is read instead.\nKAFKA_BROKERS and DATABASE_URL, when set, are used instead of starting our own.',
  )
  .parse()

const end = terminationSignal()
const options = command.opts<{
  exitWhenSynced: boolean
  candidates: number
  seed: number
  stepsPerSecond: number
  connection: boolean
  dir?: string
}>()
try {
  const dir = dataDir({ ...process.env, TRELLIS_DIR: options.dir })
  await run({ ...options, dir, logs: join(dir, 'logs') }, end)
} catch (error) {
  if (!end.aborted) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
process.exit()

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is needed.')
  return Number(text)
}
