import {
  alertsById,
  claimNotifications,
  Fault,
  MOST_ATTEMPTS,
  noteFailed,
  noteSent,
  readChannels,
  type ClaimedNotification,
  type Pool,
  type StoredAlert,
} from '@trellis/runtime'
import { isAlertCode } from '../errors/error-registry.js'
import type { AlertSender } from './alert-sender.js'
import type { OpenedTargets } from './channel-target.js'
import type { MessageAbout } from './message.js'

/** What became of the messages that were due. */
export interface SentCounts {
  readonly sent: number
  readonly failed: number
}

const AT_A_TIME = 10

/** Sends what is due and no other process is at. A message that is not delivered is tried again after a pause that grows. */
export async function sendDue(pool: Pool, sender: AlertSender, targets: OpenedTargets): Promise<SentCounts> {
  const claimed = await claimNotifications(pool, AT_A_TIME)
  if (claimed.length === 0) return { sent: 0, failed: 0 }
  const channels = new Map((await readChannels(pool)).map((channel) => [channel.id, channel]))
  const alerts = await alertsById(
    pool,
    claimed.map(({ alert }) => alert),
  )
  const outcomes = await Promise.all(
    claimed.map(async (notification) => {
      const [channel, alert] = [channels.get(notification.channel), alerts.get(notification.alert)]
      // Removed meanwhile, and the message with it.
      if (!channel || !alert) return 'gone'
      try {
        await sender.send(await targets.open(channel), `alert-${notification.id}`, aboutOf(notification, alert))
        await noteSent(pool, notification.id)
        return 'sent'
      } catch (error) {
        await noteFailed(pool, notification.id, failureOf(error, notification.attempts))
        return 'failed'
      }
    }),
  )
  return {
    sent: outcomes.filter((outcome) => outcome === 'sent').length,
    failed: outcomes.filter((outcome) => outcome === 'failed').length,
  }
}

function aboutOf({ kind, isLast }: ClaimedNotification, alert: StoredAlert): MessageAbout {
  const { id, code, connection, connectionName, since, recoveredAt, facts } = alert
  if (!isAlertCode(code)) throw new Fault('This alert is of another release', { retryable: false })
  return {
    ...{ event: kind, alert: id, code, since, recoveredAt: kind === 'recovered' ? recoveredAt : null, facts, isLast },
    connection: connection === null ? null : { id: connection, name: connectionName ?? connection },
  }
}

/** 10 s, three times as long each time, up to an hour. */
function failureOf(error: unknown, attempts: number): { error: string; pauseSeconds: number | null } {
  const isOver = attempts >= MOST_ATTEMPTS || (error instanceof Fault && !error.retryable)
  // Words of others may hold an address or a path: ours do not.
  const why = error instanceof Fault ? error.message : 'The message could not be made'
  return { error: why, pauseSeconds: isOver ? null : Math.min(3_600, 10 * 3 ** (attempts - 1)) }
}
