import { Command, Option } from 'commander'
import { stopInfrastructure } from './infrastructure.js'
import { dataDir } from './workspace.js'

const command = new Command('npm run stop --')
  .description('Stops the Kafka and the Postgres that run for this checkout. Their data is kept.')
  .addOption(new Option('--dir <folder>', 'the folder that `npm start -- --dir` was given').env('TRELLIS_DIR'))
  .parse()

const stopped = await stopInfrastructure({ dir: dataDir({ ...process.env, TRELLIS_DIR: command.opts<{ dir?: string }>().dir }) })
console.log(stopped.length > 0 ? `Stopped ${stopped.join(' and ')}` : 'Nothing was running')
