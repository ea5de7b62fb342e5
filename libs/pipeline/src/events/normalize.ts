import { BodyEvents } from './body-events.js'
import type { Removal } from '../resource/claim.js'
import type { CanonicalEvent, Cause, Problem, RawEvent } from './event.js'
import { Findings, mayBeReplaced } from './findings.js'
import { hasMoreValuesThan } from '../resource/more-values.js'
import { cleanText, isObject, parseJson, type Json, type JsonObject } from '../resource/json.js'
import { unmappedFields } from './unmapped-fields.js'
import { claimsBy, type Source } from '../resource/resource.js'

/** What a raw event says: events, problems, and names that no column reads (for the counters). */
export interface Normalized {
  readonly events: readonly CanonicalEvent[]
  readonly problems: readonly Problem[]
  /** The ids of the events on what the webhook is about; the others are mentions in passing. Of a record or an absence, all. */
  readonly subjects: readonly string[]
  /** Names that no column reads: `resource.name` of a listed record, kept in `_extra`; `action/resource.name` of a webhook's (rule V6). */
  readonly unknown: readonly string[]
  /** Cells in which NUL or half a surrogate pair became U+FFFD, as `resource.column` (rule L6). */
  readonly replaced: readonly string[]
  /** The webhook's action, where it is ignored by name. */
  readonly ignored?: string
}

/**
 * The most values that a body is read with. A large webhook of Greenhouse has thousands; what a body of ten megabytes can hold takes a second of its reader,
 * who keeps the webhooks behind it waiting.
 */
export const MAX_VALUES = 250_000

/**
 * Reads a raw event by the source's declarations. Never throws on bad data: every raw event yields events or problems, or is ignored by name.
 * Deterministic: the same raw event and declarations give the same result, ids and versions included.
 */
export function normalize(source: Source, raw: RawEvent): Normalized {
  if (hasMoreValuesThan(MAX_VALUES, raw.body)) return tooLarge(source, raw)
  const text = utf8.decode(raw.body)
  const body = parseJson(text)
  const action = raw.kind === 'webhook' && isObject(body) ? body['action'] : undefined
  const cause = causeOf(raw, action)
  const findings = new Findings(raw, cause, mayBeReplaced(text))
  const reading = { source, raw, findings, found: new BodyEvents(source.revision, raw, cause, findings) }
  if (body === undefined) return failed(reading, 'not_json')
  if (!isObject(body)) return failed(reading, 'not_an_object')
  return raw.kind === 'webhook' ? webhook(reading, body) : listed(reading, body)
}

const utf8 = new TextDecoder()

/** One raw event that is being read, and what was found in it so far. */
interface Reading {
  readonly source: Source
  readonly raw: RawEvent
  readonly found: BodyEvents
  readonly findings: Findings
}

/** A hostile action is as long as its body. */
function causeOf({ id, kind, position }: RawEvent, action: Json | undefined): Cause {
  const said = typeof action === 'string' ? { action: cleanText(action.slice(0, 100)) } : undefined
  return { rawId: id, kind, ...(position && { position }), ...said }
}

function webhook(reading: Reading, body: JsonObject): Normalized {
  const { source, found, findings } = reading
  const action = body['action']
  if (typeof action !== 'string') return failed(reading, 'no_action')
  const claims = claimsBy(source, action)
  for (const { of, claim } of claims) {
    const mentions = claim.find(body)
    if (mentions.length === 0 && claim.isRequired) findings.problem('claim_not_found', of.name)
    for (const mention of mentions) found.mention(of, mention, claim.isRequired ? 'subject' : 'passing')
  }
  if (found.events.length > 0 || findings.problems.length > 0) return result(reading)
  if (Object.hasOwn(source.ignored, action)) return { ...result(reading), ignored: action }
  return failed(reading, claims.length === 0 ? 'unknown_action' : 'claim_not_found')
}

function listed(reading: Reading, record: JsonObject): Normalized {
  const { source, raw, found } = reading
  const of = source.resources.find(({ name }) => name === raw.resource)
  if (!of) return failed(reading, 'unknown_resource')
  if (raw.kind === 'absence') found.mention(of, { type: 'removed', record, how: absence(record) }, 'subject')
  else found.mention(of, { type: 'observed', record }, 'subject', unmappedFields(of, record))
  return result(reading)
}

/** The poller says where a parent's removal vouched for it (rule E5); who says nothing means the ordinary way. */
function absence({ how }: JsonObject): Removal {
  return { by: how === 'cascade' ? 'cascade' : 'absence' }
}

function tooLarge(source: Source, raw: RawEvent): Normalized {
  const cause = causeOf(raw, undefined)
  const findings = new Findings(raw, cause, false)
  return failed({ source, raw, findings, found: new BodyEvents(source.revision, raw, cause, findings) }, 'too_large')
}

function failed(reading: Reading, code: Problem['code']): Normalized {
  reading.findings.problem(code, reading.raw.resource)
  return result(reading)
}

function result({ found, findings }: Reading): Normalized {
  const { events, subjects } = found
  const { problems, unknown, replaced } = findings
  return { events, problems, subjects, unknown, replaced }
}
