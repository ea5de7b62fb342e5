import type { Removal } from '../resource/claim.js'
import { PROBLEM_CODES, type CanonicalEvent, type Cause, type Position, type Problem, type RawEvent } from './event.js'
import { formatInstant, instantOfMs, parseInstant, type Instant } from './instant.js'
import { isNoDeeperThan, isObject, MAX_DEPTH, parseJson, type Json, type JsonObject } from '../resource/json.js'
import { remembering } from '../resource/remembering.js'
import { EXTRA } from '../resource/resource.js'
import { instantOf, isEventVersion, isVersion, KINDS, NEVER, type Kind } from './version.js'

/** A record of the log: key, value and headers, as any Kafka client writes and reads them. CloudEvents 1.0, binary mode. */
export interface Message {
  readonly key: string
  readonly value: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

/** The version of the format itself; every format ever written stays readable (rule G3). */
const FORMAT = '1'

/** An id, a name or a key that is longer is none of ours, and more than an index of Postgres takes. */
export const LONGEST_NAME = 500

const timeOf = remembering(parseInstant)
const timeText = remembering(formatInstant)

/** A raw event as a message. `key` is unique per append, so compaction never takes an event for another (rule G1). */
export function encodeRaw(raw: RawEvent, key: string): Message {
  return {
    key,
    value: raw.body,
    headers: rawHeaders(raw),
  }
}

/** Set one by one: to spread each that is there costs more than all else that is done for an event. */
function rawHeaders(raw: RawEvent): Message['headers'] {
  const headers = common(raw.id, `greenhouse.raw.${raw.kind}`, raw.at, raw.connection)
  if (raw.resource !== undefined) headers['ce_resource'] = raw.resource
  if (raw.key !== undefined) headers['ce_subject'] = raw.key
  if (raw.delivery !== undefined) headers['ce_delivery'] = raw.delivery
  if (raw.endpoint !== undefined) headers['ce_endpoint'] = raw.endpoint
  if (raw.traceparent !== undefined) headers['traceparent'] = raw.traceparent
  return headers
}

/** The raw event in a message, or undefined where it is none of ours. Its instant is never later than the append (rule V2). */
export function decodeRaw(message: Message, position: Position, appendedAtMs: number): RawEvent | undefined {
  const { ce_id: id, ce_type: type, ce_time: time, ce_connection: connection, ce_format: format } = message.headers
  const kind = KINDS.find((known) => type === `greenhouse.raw.${known}`)
  const at = time === undefined ? undefined : timeOf(time)
  if (!id || !/^[0-9a-f]{24}$/.test(id) || !kind || at === undefined || !connection || format !== FORMAT) return undefined
  const { ce_resource: resource, ce_subject: key, ce_delivery: delivery, ce_endpoint: endpoint, traceparent } = message.headers
  if (!areNames(connection, resource, key)) return undefined
  return {
    id,
    connection,
    kind,
    at: Math.min(at, instantOfMs(appendedAtMs)) as Instant,
    body: message.value,
    position,
    ...(resource !== undefined && { resource }),
    ...(key !== undefined && { key }),
    // The bytes are ours, whatever stands beside them.
    ...(delivery !== undefined && areNames(delivery) && { delivery }),
    ...(endpoint !== undefined && areNames(endpoint) && { endpoint }),
    ...(traceparent !== undefined && areNames(traceparent) && { traceparent }),
  }
}

/** A canonical event as a message; its key keeps one row on one partition. */
export function encodeCanonical(event: CanonicalEvent): Message {
  const { connection, resource, key, version, cause } = event
  const data = event.type === 'observed' ? { cells: event.cells } : { how: event.how }
  return {
    key: `${connection}/${resource}/${key}`,
    value: new TextEncoder().encode(JSON.stringify(data)),
    headers: {
      ...common(event.id, `greenhouse.${resource}.${event.type}`, instantOf(version), connection),
      ce_resource: resource,
      ce_subject: key,
      ce_version: version,
      ...causeHeaders(cause),
    },
  }
}

/**
 * The canonical event in a message, or undefined where it is none of ours: anybody may append to a topic, and what is longer or deeper than anything that a
 * normalizer writes would be too much for its readers.
 */
export function decodeCanonical(message: Message): CanonicalEvent | undefined {
  const {
    ce_id: id,
    ce_type: type,
    ce_connection: connection,
    ce_resource: resource,
    ce_subject: key,
    ce_version: version,
  } = message.headers
  const cause = causeOf(message.headers)
  const data = parseJson(utf8.decode(message.value))
  if (!id || !connection || !resource || !key || !cause || message.headers['ce_format'] !== FORMAT) return undefined
  if (!version || !isVersion(version) || !isObject(data)) return undefined
  if (!areNames(id, connection, resource, key)) return undefined
  const { cells, how } = data
  // A snapshot has this for an entity of which nothing is known but its id.
  const isMentionOnly = version === NEVER && isObject(cells) && Object.keys(cells).length === 0
  if (!isEventVersion(version) && !isMentionOnly) return undefined
  if (type === `greenhouse.${resource}.observed` && isObject(cells) && areShallow(cells))
    return { type: 'observed', id, connection, resource, key, version, cause, cells }
  if (type === `greenhouse.${resource}.removed` && isRemoval(how))
    return { type: 'removed', id, connection, resource, key, version, cause, how }
  return undefined
}

const utf8 = new TextDecoder()

/** A way of going away that a newer normalizer knows is one too. */
function isRemoval(how: Json | undefined): how is Json & Removal {
  return isObject(how) && typeof how['by'] === 'string' && isNoDeeperThan(MAX_DEPTH + 1, how)
}

/** `_extra` holds values that may each be as deep as a cell. */
function areShallow(cells: JsonObject): boolean {
  for (const name in cells) if (!isNoDeeperThan(name === EXTRA ? MAX_DEPTH + 1 : MAX_DEPTH, cells[name])) return false
  return true
}

function areNames(...texts: readonly (string | undefined)[]): boolean {
  return texts.every((text) => text === undefined || text.length <= LONGEST_NAME)
}

/** A problem as a message, keyed by the raw event it is about. */
export function encodeProblem(problem: Problem, at: Instant): Message {
  const { code, connection, cause, resource, key, column } = problem
  const id = [cause.rawId, code, resource, key, column].filter((part) => part !== undefined).join('-')
  return {
    key: `${connection}/${cause.rawId}`,
    value: new TextEncoder().encode(JSON.stringify({ code, resource, key, column })),
    headers: { ...common(id, 'greenhouse.problem', at, connection), ...causeHeaders(cause) },
  }
}

/** The problem in a message, or undefined where it is none of ours. */
export function decodeProblem(message: Message): Problem | undefined {
  const { ce_connection: connection, ce_format: format } = message.headers
  const cause = causeOf(message.headers)
  const data = parseJson(utf8.decode(message.value))
  if (!connection || !cause || !isObject(data) || format !== FORMAT) return undefined
  const code = PROBLEM_CODES.find((known) => known === data['code'])
  const texts = (['resource', 'key', 'column'] as const).flatMap((name) =>
    typeof data[name] === 'string' ? [[name, data[name]] as const] : [],
  )
  if (!areNames(connection, ...texts.map(([, text]) => text))) return undefined
  return code && { code, connection, cause, ...(Object.fromEntries(texts) as Pick<Problem, 'resource' | 'key' | 'column'>) }
}

function common(id: string, type: string, at: Instant, connection: string): Record<string, string> {
  return {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: `/greenhouse/${connection}`,
    ce_type: type,
    ce_time: timeText(at),
    ce_connection: connection,
    ce_format: FORMAT,
    'content-type': 'application/json',
  }
}

function causeHeaders({ rawId, kind, action, position }: Cause): Record<string, string> {
  return {
    ce_cause: rawId,
    ce_causekind: kind,
    ...(action !== undefined && { ce_action: action }),
    ...(position && { ce_causeposition: `${position.topic}/${position.partition}/${position.offset}` }),
  }
}

function causeOf(headers: Message['headers']): Cause | undefined {
  const { ce_cause: rawId, ce_causekind: named, ce_action: action, ce_causeposition: at } = headers
  const kind: Kind | undefined = KINDS.find((known) => known === named)
  if (!rawId || !kind || !areNames(rawId, action)) return undefined
  const position = at === undefined ? undefined : positionOf(at)
  return { rawId, kind, ...(action !== undefined && { action }), ...(position && { position }) }
}

/** Undefined where no log has such a place. */
function positionOf(text: string): Position | undefined {
  if (!areNames(text)) return undefined
  const [, topic, partition, offset] = /^(.+)\/(\d{1,10})\/(\d{1,19})$/.exec(text) ?? []
  if (!topic || !partition || !offset || Number(partition) >= 2 ** 31 || BigInt(offset) >= 2n ** 63n) return undefined
  return { topic, partition: Number(partition), offset }
}
