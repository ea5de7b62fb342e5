import type { AlertChannel, ListedAlert } from '@trellis/operations'
import { textTable } from '../text-table.js'

/** Alerts as text: each with what to do. */
export function describeAlerts(alerts: readonly ListedAlert[]): string {
  if (alerts.length === 0) return 'There is none'
  return alerts
    .map(({ severity, title, connection, since, recoveredAt, remedy, who, code }) => {
      const until = recoveredAt === null ? '' : ` until ${recoveredAt}`
      const of = connection === null ? '' : ` (${connection})`
      return [`${severity}: ${title}${of}`, `  since ${since}${until}; ${code}`, `  ${who}: ${remedy}`].join('\n')
    })
    .join('\n\n')
}

/** Channels as a table of text. */
export function describeChannels(channels: readonly AlertChannel[]): string {
  if (channels.length === 0) return 'There is none: alerts are only shown. Add one: npm run trellis -- alerts add --help'
  const rows = channels.map(({ id, name, kind, shown, isPaused, waiting, givenUp, lastSentAt, lastError }) => [
    ...[id, name, kind, shown, isPaused ? 'paused' : 'on', lastSentAt ?? 'never', String(waiting), String(givenUp)],
    lastError ?? '',
  ])
  return textTable(['id', 'name', 'kind', 'to', '', 'last sent', 'waiting', 'given up', 'last error'], rows).join('\n')
}
