import { Command } from 'commander'
import { startInfrastructure } from './infrastructure.js'
import { given, toldToEnd } from './told-to-end.js'

new Command('npm run local --')
  .description(
    'Starts a Kafka and a Postgres on this machine, prints how to reach them, and stops them on Ctrl-C. Data is kept in .local.',
  )
  .parse()

const end = toldToEnd()
const { brokers, databaseUrl, stop } = await startInfrastructure({ log: console.log })
console.log(`KAFKA_BROKERS=${brokers}\nDATABASE_URL=${databaseUrl}\nCtrl-C stops what was started here.`)
// A promise alone does not keep a process alive.
const alive = setInterval(() => undefined, 60_000)
await given(end)
clearInterval(alive)
await stop()
process.exit(0)
