import type { Status } from '@trellis/operations'
import type { RunningService } from './services.js'

/** What a summary says besides the status. */
export interface SummaryFacts {
  readonly status: Status
  /** Everything was listed before this start. */
  readonly wasSynced: boolean
  readonly seconds: number
  readonly connection: string
  readonly services: readonly RunningService[]
  readonly consoleUrl: string
  /** Where webhooks come in. */
  readonly ingressUrl: string
  readonly brokers: string
  /** A file with the database's address; undefined where DATABASE_URL has it. */
  readonly databaseUrlFile: string | undefined
  readonly keysFile: string
  readonly logs: string
}

/** What there is now, where it is, and what to try next. */
export function summary(facts: SummaryFacts): string {
  const { status, connection, services, consoleUrl, ingressUrl, brokers, databaseUrlFile, keysFile, logs } = facts
  const newest = status.connections.flatMap(({ newestWebhook }) => newestWebhook ?? []).at(0)
  const rows = status.tables.map(
    ({ table, live, removed }) =>
      `  recruiting.${table.padEnd(20)} ${String(live).padStart(8)} rows${removed ? `, ${removed} removed` : ''}`,
  )
  const way = newest ? `${newest.milliseconds} ms from its arrival to its row (${newest.action ?? 'unknown'})` : 'none yet'
  return [
    '',
    ...outcome(facts),
    ...rows,
    `  newest webhook           ${way}`,
    '',
    'Where it is',
    `  console    ${consoleUrl}`,
    `  tables     psql "${databaseUrlFile === undefined ? '$DATABASE_URL' : `$(cat '${databaseUrlFile}')`}" -c 'select * from recruiting.applications limit 5'`,
    `  topics     ${brokers} (greenhouse.raw, greenhouse.<domain>, greenhouse.problems)`,
    `  webhooks   ${ingressUrl}/webhooks/greenhouse/${connection}`,
    ...services.map(({ name, url }) => `  health     ${url}/readyz  ${url}/metrics  (${name})`),
    `  secrets    ${keysFile}`,
    `  logs       ${logs}`,
    '',
    'What to try next',
    '  npm run trellis -- status          how far everything is, and the newest webhook’s milliseconds',
    '  docs/README.md                     how to send a webhook by hand, read the tables and consume the topics',
    '  Ctrl-C                             stops everything; the data stays',
  ].join('\n')
}

/** What was synced, if anything was. */
function outcome({ status, wasSynced, seconds }: SummaryFacts): readonly string[] {
  const listings = status.connections.flatMap(({ resources }) => resources)
  const read = listings.filter(({ backfill }) => backfill === 'done').length
  const refused = listings.length - read
  const ask = '`npm run trellis -- permissions` says what to ask for.'
  if (read === 0) return [`Nothing was synced: Greenhouse refuses all ${listings.length} listings. ${ask}`]
  const figures = `${status.rawEvents} raw events on the log, ${status.problems} problems.`
  const took = `${seconds.toFixed(1)} s`
  return [
    wasSynced ? `Was synced before, and is up to date after ${took}: ${figures}` : `Synced in ${took}: ${figures}`,
    ...(refused > 0 ? [`${refused} of ${listings.length} listings are refused for want of a permission. ${ask}`] : []),
  ]
}
