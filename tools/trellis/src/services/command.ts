import { listServices, readersLag } from '@trellis/operations'
import type { Command } from 'commander'
import { withPorts } from '../with-ports.js'
import { describeServices } from './describe-services.js'

/** `trellis services`: which processes run. */
export function addServices(program: Command): void {
  program
    .command('services')
    .description('Which processes run, since when, in which version, what they wait for, and how far behind they are.')
    .option('--json', 'as JSON, with their configuration, without secrets')
    .addHelpText('after', '\nExample:\n  npm run trellis -- services')
    .action(async ({ json }: { json?: boolean }) =>
      withPorts(async ({ log, pool }) => {
        const services = await listServices(pool, readersLag(pool, log))
        console.log(json ? JSON.stringify(services, undefined, 2) : describeServices(services))
      }),
    )
}
