import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { runInForeground } from './foreground.js'
import { terminationSignal } from './termination-signal.js'
import { workspaceRoot } from './workspace.js'

const apps = readdirSync(join(workspaceRoot, 'apps')).filter((name) => existsSync(mainOf(name)))

const command = new Command('npm run service --')
  .description('Runs one service alone, configured by the environment.')
  .argument('<app>', `one of: ${apps.join(', ') || 'none is built'}`)
  .argument('[arguments...]', 'given to the service')
  .passThroughOptions()
  .allowUnknownOption()
  .parse()
const [app = '', ...args] = command.args
if (!apps.includes(app)) command.error(`There is no service '${app}'. There is: ${apps.join(', ') || 'none that is built'}`)
process.exit(
  await runInForeground({ command: process.execPath, args: [mainOf(app), ...args], cwd: workspaceRoot }, terminationSignal()),
)

function mainOf(name: string): string {
  return join(workspaceRoot, 'apps', name, 'dist/main.js')
}
