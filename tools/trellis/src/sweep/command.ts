import { confirmGone, onlyConnection, orderSweep } from '@trellis/operations'
import { readFreshness } from '@trellis/runtime'
import type { Command } from 'commander'
import { withPorts } from '../with-ports.js'
import { describeSweeps } from './describe-freshness.js'

interface Options {
  readonly connection?: string
  readonly json?: boolean
}

/** `trellis sweep`: collections listed whole, and who is missing since. */
export function addSweep(program: Command): void {
  const sweep = program
    .command('sweep')
    .description('Collections listed whole: what windows cannot see is found, and who is gone.')

  sweep
    .command('status')
    .description('When each listing was last swept, who may be gone, and what waits for your word.')
    .option('--connection <id>', 'which connection; needed where there are several')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npm run trellis -- sweep status')
    .action(async (options: Options) =>
      withPorts(async ({ pool }) => {
        const freshness = await readFreshness(pool, await onlyConnection(pool, options.connection))
        console.log(options.json ? JSON.stringify(freshness, undefined, 2) : describeSweeps(freshness))
      }),
    )

  sweep
    .command('run')
    .description('Asks the poller to sweep now: the resources named, or all of them.')
    .argument('[resources...]', 'such as offers')
    .option('--connection <id>', 'which connection; needed where there are several')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- sweep run offers applications\n\nIt runs within the rate budget, after what is more urgent: `sweep status` shows how far it is.',
    )
    .action(async (names: readonly string[], options: Options) =>
      withPorts(async ({ pool }) => {
        const connection = await onlyConnection(pool, options.connection)
        const listings = await orderSweep(pool, connection, names)
        console.log(options.json ? JSON.stringify({ connection, listings }) : `${listings} listings will be swept`)
      }),
    )

  sweep
    .command('confirm')
    .description('Says that so many of a resource are really gone: a mass removal waits for this.')
    .argument('<resource>', 'such as offers')
    .option('--connection <id>', 'which connection; needed where there are several')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- sweep confirm offers\n\nMostly so many are missing because a permission was withdrawn: look at `permissions` first, and in Greenhouse.\nEach is still asked for by name, twice, before it is removed.',
    )
    .action(async (name: string, options: Options) =>
      withPorts(async ({ pool }) => {
        const connection = await onlyConnection(pool, options.connection)
        const confirmed = await confirmGone(pool, connection, name)
        console.log(
          options.json
            ? JSON.stringify({ connection, resource: name, confirmed })
            : `${confirmed} of ${name} may go once they were asked for`,
        )
      }),
    )
}
