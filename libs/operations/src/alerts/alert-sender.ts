import { createHmac } from 'node:crypto'
import { Fault, outsidePoster, sendMail, type MailSettings, type OutsidePoster } from '@trellis/runtime'
import { errorText } from '../errors/error-registry.js'
import { WHO } from '../errors/problem-members.js'
import type { ChannelTarget } from './channel-target.js'
import { wordMessage, type AlertMessage, type MessageAbout } from './message.js'

/** How messages go out. */
export interface SenderSettings {
  /** Undefined where no mail server is set up. */
  readonly mail?: MailSettings | undefined
  /** Where the console is opened; messages link to it. */
  readonly consoleUrl?: URL | undefined
  /** Networks beside the internet that messages may go to. */
  readonly allowedNetworks?: readonly string[]
}

/** Sends messages to channels. */
export class AlertSender {
  private readonly poster: OutsidePoster

  constructor(private readonly settings: SenderSettings) {
    this.poster = outsidePoster(settings.allowedNetworks)
  }

  /** Whether a mail server is set up. */
  get canMail(): boolean {
    return this.settings.mail !== undefined
  }

  /** Throws what `send` would, as far as that can be seen without a message. */
  check(target: ChannelTarget): void {
    if (target.kind === 'email') this.mail()
    else this.poster.check(target.url)
  }

  /**
   * Sends one message. `id` is the same for each attempt, so a receiver can drop one that it has. Throws a Fault where it could not be delivered, not
   * retryable where it never will.
   */
  async send(target: ChannelTarget, id: string, about: MessageAbout): Promise<void> {
    const message = wordMessage(about, this.settings.consoleUrl)
    switch (target.kind) {
      case 'email': {
        const messageId = `<${id}@trellis.invalid>`
        return sendMail(this.mail(), { to: target.to, subject: message.subject, text: message.lines.join('\n\n'), messageId })
      }
      case 'slack':
        return this.poster.post({ url: target.url, body: JSON.stringify({ text: slackText(message) }) })
      case 'webhook': {
        const body = JSON.stringify(webhookBody(id, about, message))
        return this.poster.post({ url: target.url, headers: webhookHeaders(id, body, target.secret), body })
      }
      default:
        return target satisfies never
    }
  }

  close(): Promise<void> {
    return this.poster.close()
  }

  private mail(): MailSettings {
    if (!this.settings.mail)
      throw new Fault('No mail server is set up: SMTP_URL and ALERT_FROM are missing', { retryable: false })
    return this.settings.mail
  }
}

/** Slack's own three characters are written so that no name can become a link or call people. */
function slackText({ subject, lines }: AlertMessage): string {
  const escaped = [subject, ...lines].map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
  const [first = '', ...others] = escaped
  return [`*${first.replaceAll('*', '∗')}*`, ...others].join('\n')
}

function webhookBody(id: string, about: MessageAbout, { subject, lines }: AlertMessage): unknown {
  if (about.event === 'test') return { type: 'alert.test', id, subject, text: lines.join('\n') }
  const { title, remedy, who, severity } = errorText(about.code)
  const { alert, code, connection, since, recoveredAt, facts, isLast } = about
  return {
    ...{ type: `alert.${about.event}`, id, alert, code, severity, connection, since, recoveredAt, title, remedy, who: WHO[who] },
    ...{ facts, isLast, subject, text: lines.join('\n') },
  }
}

/** As Standard Webhooks have them (standardwebhooks.com); the signature where the channel has a secret. */
function webhookHeaders(id: string, body: string, secret: string | undefined): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const signature = secret && createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    ...(signature !== undefined && { 'webhook-signature': `v1,${signature}` }),
  }
}
