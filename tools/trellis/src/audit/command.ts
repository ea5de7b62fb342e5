import { namedResource, onlyConnection, runAudit, webhookArrivals, type AuditProgress } from '@trellis/operations'
import type { Command } from 'commander'
import { count } from '../text-table.js'
import { withPorts } from '../with-ports.js'
import { describeAudit, exitCodeOf, type Audit } from './describe-audit.js'

interface Options {
  readonly connection?: string
  readonly resource?: readonly string[]
  readonly all?: boolean
  readonly json?: boolean
}

const HELP = `
Example:
  npm run trellis -- audit --resource offers applications

Ends with 0 where everything was asked and nothing differs, 1 where something differs, 2 where it could not be done, or not of every resource.
It appends nothing and changes no row. What differs is asked for again by name after overlap (a quarter of an hour): what is equal then was under way.`

/** `trellis audit`: whether the tables hold what Greenhouse holds. */
export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('Lists everything again and compares it with the tables, cell by cell: what is missing, extra or different.')
    .option('--resource <names...>', 'these alone')
    .option('--connection <id>', 'which connection; needed where there are several')
    .option('--all', 'show the resources of which nothing is to be said too')
    .option('--json', 'as JSON')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      try {
        await withPorts(async ({ pool }) => {
          const connection = await onlyConnection(pool, options.connection)
          const resources = (options.resource ?? []).map(namedResource)
          const report = await runAudit(pool, { connection, resources, onProgress: show }).finally(clear)
          const audit: Audit = { connection, ...report, webhooks: await webhookArrivals(pool, connection) }
          console.log(options.json ? JSON.stringify(audit, undefined, 2) : describeAudit(audit, options.all ?? false))
          process.exitCode = exitCodeOf(audit)
        })
      } catch (error) {
        console.error(error instanceof Error ? error.message : error)
        process.exitCode = 2
      }
    })
}

/** One line that is written over on a terminal, none where there is no terminal. */
function show({ listings, listingsRead, pages, records, open }: AuditProgress): void {
  if (!process.stderr.isTTY) return
  const asking = open > 0 ? `, ${count(open)} that differ wait to be asked again` : ''
  process.stderr.write(
    `\r\u001B[K${listingsRead} of ${listings} listings: ${count(pages)} pages, ${count(records)} records${asking}`,
  )
}

function clear(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
}
