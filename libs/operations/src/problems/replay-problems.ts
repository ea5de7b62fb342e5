import { canonicalTopic, PROBLEMS_TOPIC, resourceNamed, source } from '@trellis/greenhouse'
import {
  ALL_WITHHELD,
  decodeRaw,
  encodeCanonical,
  encodeProblem,
  normalize,
  withheldBy,
  withhold,
  type CanonicalEvent,
  type Message,
  type Problem,
  type RawEvent,
  type Source,
  type Withheld,
} from '@trellis/pipeline'
import { leaveOutByConnection, resolveProblems, type LogRecord, type StoredProblem } from '@trellis/runtime'
import type { Stores } from '../stores.js'
import { placeOf, rawRecordsAt } from './raw-records-at.js'

/** What came of a replay. */
export interface Replayed {
  /** Raw events that were read again. */
  readonly rawEvents: number
  /** What they say today. */
  readonly events: number
  /** What cannot be read of them today. */
  readonly problems: number
  readonly resolved: number
  /** Their raw events were erased: there is nothing left to be read, and they count as resolved. */
  readonly erased: number
  /** Their raw events are not where they were said to be, as after a move of the log: they stay open, and `rebuild` reads everything. */
  readonly notFound: readonly string[]
}

/** What the log takes, less room for headers, as for the normalizer. */
const MAX_VALUE_BYTES = 15 * 1024 * 1024

/**
 * Reads the raw events behind problems again by today's declarations, appends what they say to the canonical topics and what is still wrong to
 * problems, and then marks the problems that occur no longer. Versions are those of the raw events, so neither the order nor a repetition matters.
 */
export async function replayProblems(
  { log, pool }: Stores,
  problems: readonly StoredProblem[],
  onProgress?: (done: number, total: number) => void,
  by: Source = source,
): Promise<Replayed> {
  const byPlace = new Map<string, StoredProblem[]>()
  for (const problem of problems) {
    const place = problem.position ? placeOf(problem.position) : 'unknown'
    byPlace.set(place, [...(byPlace.get(place) ?? []), problem])
  }
  const leaveOut = await leaveOutByConnection(pool)
  const withheldOf = (connection: string): Withheld => {
    const switches = leaveOut.get(connection)
    return switches ? withheldBy(switches) : ALL_WITHHELD
  }
  const counts = { rawEvents: 0, events: 0, problems: 0, resolved: 0, erased: 0 }
  const notFound = (byPlace.get('unknown') ?? []).map(({ id }) => id)
  const positions = [...byPlace.values()].flatMap(([first]) => first?.position ?? [])
  const missing = await rawRecordsAt(
    log,
    positions,
    async (records) => {
      const read = records.map((record) => readAgain(by, record, byPlace.get(placeOf(record.position)) ?? [], withheldOf))
      notFound.push(...read.filter(({ said }) => said === 'another').flatMap(({ stored }) => stored.map(({ id }) => id)))
      const ours = read.flatMap(({ stored, said }) => (typeof said === 'string' ? [] : [{ stored, said }]))
      for (const [topic, messages] of grouped(ours.flatMap(({ said }) => said.messages))) await log.append(topic, messages)
      // Only now: a run that is interrupted here leaves them open.
      const gone = ours.flatMap(({ stored, said }) => stored.map(({ id }) => id).filter((id) => !said.problemIds.includes(id)))
      counts.resolved += await resolveProblems(pool, gone)
      counts.rawEvents += ours.length
      counts.problems += ours.reduce((sum, { said }) => sum + said.problemIds.length, 0)
      counts.events += ours.reduce((sum, { said }) => sum + said.messages.length - said.problemIds.length, 0)
    },
    onProgress,
  )
  for (const [place, why] of missing) {
    const ids = (byPlace.get(place) ?? []).map(({ id }) => id)
    if (why === 'erased') counts.erased += await resolveProblems(pool, ids)
    else notFound.push(...ids)
  }
  return { ...counts, notFound }
}

interface Addressed {
  readonly topic: string
  readonly message: Message
}

interface Said {
  readonly messages: readonly Addressed[]
  readonly problemIds: readonly string[]
}

interface ReadAgain {
  readonly stored: readonly StoredProblem[]
  /** `unknown`: still of no format that we know. `another`: not the raw event that the problems are about. */
  readonly said: Said | 'unknown' | 'another'
}

function readAgain(
  by: Source,
  { message, position, appendedAtMs }: LogRecord,
  stored: readonly StoredProblem[],
  withheldOf: (connection: string) => Withheld,
): ReadAgain {
  const raw = decodeRaw(message, position, appendedAtMs)
  if (!raw) return { stored, said: 'unknown' }
  return { stored, said: stored.some(({ rawId }) => rawId === raw.id) ? saidBy(by, raw, withheldOf(raw.connection)) : 'another' }
}

function saidBy(by: Source, raw: RawEvent, withheld: Withheld): Said {
  const said = withhold(by, normalize(by, raw), withheld)
  const events = said.events.map((event) => ({ event, topic: topicOf(event), message: encodeCanonical(event) }))
  const tooLarge = events.filter(({ message }) => message.value.byteLength > MAX_VALUE_BYTES)
  const problems = [...said.problems, ...tooLarge.map(({ event }) => problemOf(event))]
  const reported = problems.map((problem) => ({ topic: PROBLEMS_TOPIC, message: encodeProblem(problem, raw.at) }))
  return {
    messages: [...events.filter((each) => !tooLarge.includes(each)), ...reported],
    problemIds: reported.map(({ message }) => message.headers['ce_id'] ?? ''),
  }
}

function problemOf({ connection, cause, resource, key }: CanonicalEvent): Problem {
  return { code: 'too_large', connection, cause, resource, key }
}

function topicOf({ resource }: CanonicalEvent): string {
  return canonicalTopic(resourceNamed(resource)?.domain ?? '')
}

function grouped(addressed: readonly Addressed[]): ReadonlyMap<string, readonly Message[]> {
  const topics = new Map<string, Message[]>()
  for (const { topic, message } of addressed) {
    const list = topics.get(topic) ?? []
    topics.set(topic, list)
    list.push(message)
  }
  return topics
}
