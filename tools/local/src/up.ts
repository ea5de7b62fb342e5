import { Command } from 'commander'
import { startInfrastructure } from './infrastructure.js'
import { given, terminationSignal } from './termination-signal.js'

const command = new Command('npm run local --')
  .description(
    'Starts a Kafka and a Postgres on this machine, prints how to reach them, and stops them on Ctrl-C. Data is kept in .local.',
  )
  .option('--print-url', 'print the database’s address with its password, rather than the file that has it', false)
  .parse()

const end = terminationSignal()
const { brokers, databaseUrl, databaseUrlFile, keep, stop } = await startInfrastructure({ log: console.log })
const { printUrl } = command.opts<{ printUrl: boolean }>()
const shown = printUrl ? databaseUrl : databaseUrlFile === undefined ? '"$DATABASE_URL"' : `"$(cat '${databaseUrlFile}')"`
console.log(`KAFKA_BROKERS=${brokers}\nDATABASE_URL=${shown}\nCtrl-C stops what was started here.`)
// Keeping them keeps this process alive; where both belong to others, there is nothing to keep.
const alive = setInterval(() => undefined, 60_000)
await Promise.all([given(end), keep(end)])
clearInterval(alive)
await stop()
process.exit(0)
