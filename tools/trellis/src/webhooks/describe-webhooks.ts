import type { DeliveryPage, MissedWebhook, RefusedByCause, RefusalsOf, WebhookStates } from '@trellis/operations'
import { count, textTable } from '../text-table.js'

/** The states of a connection's webhooks, and what was refused, as a screen of text. */
export function describeWebhooks({ connection, days, common, events }: WebhookStates, refused: RefusalsOf): string {
  const rows = events.map((each) => [
    each.event,
    each.isAskedFor ? '' : 'further',
    each.state,
    each.lastPingAt ?? '',
    each.lastArrivalAt ?? '',
    count(each.arrivals),
    count(each.failures),
    count(each.refusals),
  ])
  const lines = [
    `connection ${connection}`,
    ...textTable(['event', '', 'state', 'last ping', 'last arrival', `in ${days} days`, 'failed', 'refused'], rows),
    '',
    `common URL: last ping ${common?.pingedAt ?? 'never'}, last arrival ${common?.arrivedAt ?? 'never'}`,
  ]
  for (const { event, missed } of events) if (missed) lines.push(`${event}: ${describeMissed(missed, days)}`)
  for (const { event, differing } of events)
    if (differing > 0) lines.push(`${event}: ${count(differing)} of other events came by its URL`)
  lines.push(
    ...describeRefused('refused', refused.refused),
    ...describeRefused('of no connection of ours', refused.ofNoConnection),
  )
  return lines.join('\n')
}

function describeMissed({ changes, seenAt }: MissedWebhook, days: number): string {
  if (changes !== null) return `${count(changes)} were read from the API in ${days} days, none came by webhook`
  return `read from the API at ${seenAt ?? ''}, after the last webhook`
}

function describeRefused(title: string, all: readonly RefusedByCause[]): readonly string[] {
  return all.flatMap(({ cause, refusals, lastAt, examples }) => {
    const [newest] = examples
    const from = newest ? `, the newest from ${newest.sender ?? 'an unknown sender'}` : ''
    return [`${title}: ${cause} ${count(refusals)}, last ${lastAt}${from}`]
  })
}

/** A page of deliveries as a screen of text. */
export function describeDeliveries({ deliveries, next }: DeliveryPage): string {
  if (deliveries.length === 0) return 'none'
  const rows = deliveries.map(({ arrivedAt, action, endpoint, outcome, events, problems, bytes, position, rawId }) => [
    ...[arrivedAt, action ?? '-', endpoint ?? '', outcome, count(events), count(problems), count(bytes)],
    ...[`${position.partition}/${position.offset}`, rawId],
  ])
  const head = ['arrived', 'event', 'by the URL of', 'outcome', 'events', 'problems', 'bytes', 'at', 'raw event']
  return [...textTable(head, rows), ...(next === null ? [] : ['', `more: --after ${next}`])].join('\n')
}
