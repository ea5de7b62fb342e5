import type { Status } from '../status.js'
import type { RunningService } from './services.js'

/** What a summary tells besides the status. */
export interface SummaryFacts {
  readonly status: Status
  readonly seconds: number
  readonly connection: string
  readonly services: readonly RunningService[]
  readonly brokers: string
  readonly databaseUrl: string
  readonly keysFile: string
  readonly logs: string
}

/** What there is now, where it is, and what to try next. */
export function summary({ status, seconds, connection, services, brokers, databaseUrl, keysFile, logs }: SummaryFacts): string {
  const newest = status.connections.flatMap(({ newestWebhook }) => newestWebhook ?? []).at(0)
  const ingress = services.find(({ name }) => name === 'webhook-ingress')?.url ?? ''
  const rows = status.tables.map(
    ({ table, live, removed }) =>
      `  recruiting.${table.padEnd(20)} ${String(live).padStart(8)} rows${removed ? `, ${removed} removed` : ''}`,
  )
  const way = newest ? `${newest.milliseconds} ms from its arrival to its row (${newest.action ?? 'unknown'})` : 'none yet'
  return [
    '',
    `Synced in ${seconds.toFixed(1)} s: ${status.rawEvents} raw events on the log, ${status.problems} problems.`,
    ...rows,
    `  newest webhook           ${way}`,
    '',
    'Where it is',
    `  tables     psql '${databaseUrl}' -c 'select * from recruiting.applications limit 5'`,
    `  topics     ${brokers} (greenhouse.raw, greenhouse.<domain>, greenhouse.problems)`,
    `  webhooks   ${ingress}/webhooks/greenhouse/${connection}`,
    ...services.map(({ name, url }) => `  health     ${url}/readyz  ${url}/metrics  (${name})`),
    `  secrets    ${keysFile}`,
    `  logs       ${logs}`,
    '',
    'What to try next',
    '  npm run trellis -- status          how far everything is, and the newest webhook’s milliseconds',
    '  README.md                          how to sign and send a webhook by hand, and how to consume the topics',
    '  Ctrl-C                             stops everything; the data stays',
  ].join('\n')
}
