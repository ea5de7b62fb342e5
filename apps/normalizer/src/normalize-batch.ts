import { canonicalTopic, MAX_VALUE_BYTES, PROBLEMS_TOPIC, resourceNamed, source } from '@trellis/greenhouse'
import {
  decodeRaw,
  encodeCanonical,
  encodeProblem,
  instantOfMs,
  LONGEST_NAME,
  normalize,
  NOTHING_WITHHELD,
  withhold,
  type CanonicalEvent,
  type Message,
  type Problem,
  type RawEvent,
  type Withheld,
  type WithheldCells,
  type WithheldNormalized,
} from '@trellis/pipeline'
import { isRefused, type LogRecord } from '@trellis/runtime'

/** What a batch of raw events becomes: messages by topic, and what was noticed on the way. */
export interface NormalizedBatch {
  readonly messages: ReadonlyMap<string, readonly Message[]>
  readonly problems: readonly Problem[]
  /** Names that no column reads, with how often each was met. */
  readonly unknown: ReadonlyMap<string, number>
  /** Cells in which a character had to be replaced, with how often. */
  readonly replaced: ReadonlyMap<string, number>
  /** Ignored actions, with how often each was met. */
  readonly ignored: ReadonlyMap<string, number>
  /** What was left out, and for which connection (rule P1). */
  readonly withheld: readonly (WithheldCells & { readonly connection: string })[]
}

/** What may not be kept of a connection. */
export type WithheldOf = (connection: string) => Withheld

/**
 * Reads raw records into canonical events and problems. The same records give the same messages, ids and versions included. `contextOf` is the trace
 * that goes on with what becomes of a message, where there is one; `withheldOf` says what may not be kept of a connection (rule P1).
 */
export function normalizeBatch(
  records: readonly LogRecord[],
  contextOf?: (message: Message) => string | undefined,
  withheldOf: WithheldOf = () => NOTHING_WITHHELD,
): NormalizedBatch {
  const messages = new Map<string, Message[]>()
  const problems: Problem[] = []
  const unknown = new Map<string, number>()
  const replaced = new Map<string, number>()
  const ignored = new Map<string, number>()
  const withheld: NormalizedBatch['withheld'][number][] = []
  for (const record of records) {
    const { said, addressed, found, connection } = readRecord(record, withheldOf)
    const context = contextOf?.(record.message)
    for (const { topic, message } of addressed) put(messages, topic, context === undefined ? message : within(context, message))
    for (const problem of found) problems.push(problem)
    for (const left of said.withheld) withheld.push({ ...left, connection })
    for (const name of said.unknown) count(unknown, name)
    for (const name of said.replaced) count(replaced, name)
    if (said.ignored !== undefined) count(ignored, said.ignored)
  }
  return { messages, problems, unknown, replaced, ignored, withheld }
}

interface Addressed {
  readonly topic: string
  readonly message: Message
}

interface ReadRecord {
  readonly connection: string
  readonly said: WithheldNormalized
  readonly addressed: readonly Addressed[]
  readonly found: readonly Problem[]
}

/** A body that reading itself fails at is a problem like any that cannot be read: its neighbours go on. */
function readRecord(record: LogRecord, withheldOf: WithheldOf): ReadRecord {
  try {
    return messagesOf(record, decodeRaw(record.message, record.position, record.appendedAtMs), withheldOf)
  } catch (error) {
    if (!isRefused(error)) throw error
    return messagesOf(record, undefined, withheldOf)
  }
}

function messagesOf(record: LogRecord, raw: RawEvent | undefined, withheldOf: WithheldOf): ReadRecord {
  const said = raw ? withhold(source, normalize(source, raw), withheldOf(raw.connection)) : unreadable(record)
  const found = [...said.problems]
  const addressed: Addressed[] = []
  for (const event of said.events) {
    const message = encodeCanonical(event)
    if (message.value.byteLength <= MAX_VALUE_BYTES) addressed.push({ topic: topicOf(event.resource), message })
    else found.push(tooLarge(event))
  }
  const at = raw?.at ?? instantOfMs(record.appendedAtMs)
  for (const problem of found) addressed.push({ topic: PROBLEMS_TOPIC, message: encodeProblem(problem, at) })
  return { connection: raw?.connection ?? '', said, addressed, found }
}

/** A record of the raw topic that is of no format of ours, or that cannot be read as one. What it says of itself may be anything, of any length. */
function unreadable({ position, message }: LogRecord): WithheldNormalized {
  const connection = nameOf(message.headers['ce_connection'])
  const cause = { rawId: nameOf(message.headers['ce_id']), kind: 'webhook', position } as const
  const problems = [{ code: 'unknown_format', connection, cause }] as const
  return { events: [], problems, subjects: [], unknown: [], replaced: [], withheld: [] }
}

function nameOf(text: string | undefined): string {
  return text === undefined || text === '' ? 'unknown' : text.slice(0, LONGEST_NAME)
}

function tooLarge({ connection, cause, resource, key }: CanonicalEvent): Problem {
  return { code: 'too_large', connection, cause, resource, key }
}

function topicOf(resource: string): string {
  const domain = resourceNamed(resource)?.domain
  if (domain === undefined) throw new Error(`${resource} is no resource of the source`)
  return canonicalTopic(domain)
}

function within(traceparent: string, message: Message): Message {
  return { ...message, headers: { ...message.headers, traceparent } }
}

function put(messages: Map<string, Message[]>, topic: string, message: Message): void {
  const list = messages.get(topic)
  if (list) list.push(message)
  else messages.set(topic, [message])
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
