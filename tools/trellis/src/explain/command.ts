import { explain, namedColumn, namedResource } from '@trellis/operations'
import type { Command } from 'commander'
import { progressLine } from '../progress-line.js'
import { withPorts } from '../with-ports.js'
import { describeExplained } from './describe.js'

interface Options {
  readonly connection?: string
  readonly scan?: boolean
  readonly json?: boolean
}

/** `trellis explain`: why a cell holds what it holds. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .description(
      'Why a row is as it is: each cell’s value, when it was reported and by which event, and the raw event behind it. Prints personal data.',
    )
    .argument('<resource>', 'such as offers')
    .argument('<id>', 'its id in Greenhouse')
    .argument('[column]', 'only this cell')
    .option('--connection <id>', 'which connection; need not be said where only one has such a row')
    .option('--scan', 'read the whole log for every event that ever mentioned it')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- explain offers 123 status\n\nThe time of a listing is when it was asked for, less settle: its raw event was appended a little later.',
    )
    .action(async (resource: string, id: string, named: string | undefined, { connection, scan, json }: Options) => {
      const of = namedResource(resource)
      const column = named === undefined ? undefined : namedColumn(of, named)
      await withPorts(async (ports) => {
        const progress = progressLine('offsets read')
        const question = { of, id, column, connection, look: scan ? 'log' : 'near' } as const
        const explained = await explain(ports, question, progress.show).finally(progress.end)
        console.log(json ? JSON.stringify(explained, undefined, 2) : describeExplained(explained))
      })
    })
}
