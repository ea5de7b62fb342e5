import { join } from 'node:path'
import { Command } from 'commander'
import { startInfrastructure } from './infrastructure.js'
import { given, terminationSignal } from './termination-signal.js'
import { localDir } from './workspace.js'

const command = new Command('npm run local --')
  .description(
    'Starts a Kafka and a Postgres on this machine, prints how to reach them, and stops them on Ctrl-C. Data is kept in .local.',
  )
  .option('--secure', 'both speak TLS alone and ask clients who they are; their data is kept in .local/secure', false)
  .option('--print-url', 'print the database’s address with its password, rather than the file that has it', false)
  .parse()

const end = terminationSignal()
const { printUrl, secure } = command.opts<{ printUrl: boolean; secure: boolean }>()
const how = secure ? { dir: join(localDir, 'secure'), secure } : {}
const { brokers, databaseUrl, databaseUrlFile, client, keep, stop } = await startInfrastructure({ ...how, log: console.log })
const shown = printUrl ? databaseUrl : databaseUrlFile === undefined ? '"$DATABASE_URL"' : `"$(cat '${databaseUrlFile}')"`
const lines = Object.entries(client).map(([name, value]) => `${name}='${value}'\n`)
console.log(`KAFKA_BROKERS=${brokers}\n${lines.join('')}DATABASE_URL=${shown}\nCtrl-C stops what was started here.`)
// Keeping them keeps this process alive; where both belong to others, there is nothing to keep.
const alive = setInterval(() => undefined, 60_000)
await Promise.all([given(end), keep(end)])
clearInterval(alive)
await stop()
process.exit(0)
