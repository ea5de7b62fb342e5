import type { IncomingMessage } from 'node:http'
import { instantOfMs } from '@trellis/pipeline'
import type { ConnectionDirectory } from './connection-directory.js'
import type { WebhookOutcome } from './ingress-metrics.js'
import type { RefusalTally } from './refusal-tally.js'
import { senderNetwork } from './sender-network.js'
import type { WebhookTarget } from './webhook-target.js'

/** Where outcomes are counted, and which connections are ours. */
export interface Noting {
  readonly tally: RefusalTally
  readonly connections: Pick<ConnectionDirectory, 'knows'>
}

/** Counts what was refused, and pings. Of a URL that names no connection of ours nothing is kept but that it was none: there are any number of those. */
export function noteOutcome(
  { tally, connections }: Noting,
  { connection, event }: WebhookTarget,
  outcome: WebhookOutcome | 'unknown_event',
  { headers, socket }: IncomingMessage,
): void {
  if (outcome === 'accepted' || outcome === 'repeated') return
  const atUs = instantOfMs(Date.now())
  const isOurs = connections.knows(connection)
  const endpoint = isOurs && event !== undefined && event !== 'unknown' ? event : ''
  if (outcome === 'ping') {
    if (isOurs) tally.pinged({ connection, endpoint, lastUs: atUs, times: 1 })
    return
  }
  const announced = Number(headers['content-length'] ?? Number.NaN)
  tally.refused({
    connection: isOurs ? connection : '',
    endpoint,
    cause: outcome,
    atUs,
    bytes: Number.isSafeInteger(announced) ? announced : null,
    sender: senderNetwork(socket.remoteAddress),
  })
}
