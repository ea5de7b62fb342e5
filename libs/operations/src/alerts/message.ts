import type { AlertFactValues } from '@trellis/runtime'
import { errorText, type AlertCode } from '../errors/error-registry.js'
import type { Severity } from '../errors/error-text.js'
import { WHO } from '../errors/problem-members.js'

/** What a message is about: an alert that opened or recovered, or a test of the channel. */
export type MessageAbout =
  | { readonly event: 'test'; readonly channel: string }
  | {
      readonly event: 'open' | 'recovered'
      readonly alert: string
      readonly code: AlertCode
      readonly connection: { readonly id: string; readonly name: string } | null
      readonly since: string
      readonly recoveredAt: string | null
      readonly facts: AlertFactValues
      /** Nothing more about it is sent within this hour. */
      readonly isLast: boolean
    }

/** A message in words: the same for mails and chats. No personal data. */
export interface AlertMessage {
  readonly subject: string
  readonly lines: readonly string[]
}

const SEVERITIES: Readonly<Record<Severity, string>> = { critical: 'Critical', warning: 'Warning', notice: 'Notice' }

/** Words a message; `consoleUrl` is where the console is opened, undefined where that is not known. */
export function wordMessage(about: MessageAbout, consoleUrl?: URL): AlertMessage {
  const link = consoleUrl && new URL('/alerts', consoleUrl).href
  if (about.event === 'test')
    return {
      subject: 'Trellis: test of alerts',
      lines: [`This is a test of the channel “${plain(about.channel)}”. Alerts of Trellis come this way.`, ...linkLines(link)],
    }
  const { title, remedy, who, severity } = errorText(about.code)
  const of = about.connection ? ` (${plain(about.connection.name)})` : ''
  const last = about.isLast
    ? [
        'This has changed many times within an hour. Nothing more is sent about it until the hour is over; then its state, if it is another.',
      ]
    : []
  if (about.event === 'recovered')
    return {
      subject: `Trellis: recovered: ${title}${of}`,
      lines: [
        `Over: ${title}${of}.`,
        `It lasted from ${minuteOf(about.since)} to ${minuteOf(about.recoveredAt ?? about.since)}.`,
        ...[...last, ...linkLines(link)],
      ],
    }
  return {
    subject: `Trellis: ${title}${of}`,
    lines: [
      `${SEVERITIES[severity]}: ${title}${of}.`,
      `Since ${minuteOf(about.since)}.`,
      ...labelledFacts(about.facts).map(factLine),
      `What to do: ${remedy}`,
      `Who can do it: ${WHO[who]}.`,
      ...[...last, ...linkLines(link)],
    ],
  }
}

function linkLines(link: string | undefined): readonly string[] {
  return link === undefined ? [] : [link]
}

const FACTS: Readonly<Record<string, string>> = {
  attempts: 'Attempts in a row',
  groups: 'Permissions',
  listings: 'Lists',
  changeSeenAt: 'Last change seen',
  problems: 'Problems',
  resources: 'Resources',
  entries: 'Entries',
  differences: 'Differences',
  generations: 'Generations',
  readers: 'Readers',
  records: 'Records to be read',
  refused: 'Refused within an hour',
}
const MOST_NAMES = 10

/** A fact of an alert as messages and screens name it: an instant in ISO 8601, a count, or names. */
export interface LabelledFact {
  readonly label: string
  readonly value: AlertFactValues[string]
}

/** Facts with their labels; what is for the rules alone has none, and is left out. */
export function labelledFacts(facts: AlertFactValues): readonly LabelledFact[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const label = FACTS[name]
    return label === undefined ? [] : [{ label, value }]
  })
}

function factLine({ label, value }: LabelledFact): string {
  if (typeof value === 'string') return `${label}: ${minuteOf(value)}.`
  if (typeof value === 'number') return `${label}: ${value.toLocaleString('en')}.`
  const more = value.length > MOST_NAMES ? ` and ${value.length - MOST_NAMES} more` : ''
  return `${label}: ${value.slice(0, MOST_NAMES).join(', ')}${more}.`
}

/** `2026-11-30 17:05 UTC` */
function minuteOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}

/** A name that a person has given, in one line and not too long. */
function plain(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 100)
}
