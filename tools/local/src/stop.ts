import { Command } from 'commander'
import { stopInfrastructure } from './infrastructure.js'

new Command('npm run stop --')
  .description('Stops the Kafka and the Postgres that run for this checkout. Their data is kept.')
  .parse()

const stopped = await stopInfrastructure()
console.log(stopped.length > 0 ? `Stopped ${stopped.join(' and ')}` : 'Nothing was running')
