import type { Schemas } from '../../api/client.js'
import { count, duration } from '../../components/in-words.js'

type Severity = Schemas['Severity']
type Kind = Schemas['ChannelKind']
type Fact = Schemas['AlertFactAnswer']

/** How much something presses: its word and its tone. */
export const SEVERITIES: Readonly<Record<Severity, { readonly word: string; readonly tone: string }>> = {
  critical: { word: 'Critical', tone: 'bad' },
  warning: { word: 'Warning', tone: 'warn' },
  notice: { word: 'Notice', tone: 'idle' },
}

/** The kinds of channels, as the screen names them. */
export const KINDS: Readonly<Record<Kind, string>> = {
  email: 'E-mail',
  webhook: 'Webhook',
  slack: 'Slack, Mattermost and others',
}

const MOST_NAMES = 10

/** Names in one line: ten of them, and how many more there are. */
export function namesInWords(names: readonly string[]): string {
  const more = names.length - MOST_NAMES
  return `${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`
}

/** A fact that is no instant; of those the screen says how long ago they are. */
export function factInWords({ count: counted, names }: Pick<Fact, 'count' | 'names'>): string {
  return names === null ? (counted === null ? 'unknown' : count(counted)) : namesInWords(names)
}

/** How long an alert lasted. */
export function lastedInWords({ since, recoveredAt }: Pick<Schemas['AlertAnswer'], 'since' | 'recoveredAt'>): string {
  return recoveredAt === null ? 'still open' : duration((Date.parse(recoveredAt) - Date.parse(since)) / 1_000)
}

/** A sentence with a capital at its beginning. */
export function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** The addresses that were typed into one field: between commas, semicolons, blanks or lines. */
export function addressesIn(typed: string): string[] {
  return typed.split(/[\s,;]+/).filter((address) => address !== '')
}

/** What was typed of where messages go. */
export interface TypedTarget {
  readonly to: string
  readonly url: string
  readonly secret: string
}

/** What is sent of that for a channel of a kind; nothing where nothing was typed. */
export function targetTyped(
  kind: Kind,
  { to, url, secret }: TypedTarget,
): Pick<Schemas['NewChannelBody'], 'to' | 'url' | 'secret'> {
  if (kind === 'email') return to.trim() === '' ? {} : { to: addressesIn(to) }
  return {
    ...(url.trim() !== '' && { url: url.trim() }),
    ...(kind === 'webhook' && secret !== '' && { secret }),
  }
}

/** What of a channel is to be changed: only that is sent. */
export function channelChange(
  { name, kind, isPaused, version }: Pick<Schemas['ChannelAnswer'], 'name' | 'kind' | 'isPaused' | 'version'>,
  typed: TypedTarget & { readonly name: string; readonly isPaused: boolean },
): Schemas['ChannelChangeBody'] {
  return {
    version,
    ...(typed.name.trim() !== name && { name: typed.name.trim() }),
    ...(typed.isPaused !== isPaused && { isPaused: typed.isPaused }),
    ...targetTyped(kind, typed),
  }
}
