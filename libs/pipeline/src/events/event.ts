import type { Removal } from '../resource/claim.js'
import type { Instant } from './instant.js'
import type { JsonObject } from '../resource/json.js'
import type { Kind, Version } from './version.js'

/** Where a record stands on the log. Offsets are decimal digits: they outgrow a double. */
export interface Position {
  readonly topic: string
  readonly partition: number
  readonly offset: string
}

/** A body exactly as it came, with when and how. */
export interface RawEvent {
  /** 24 hex digits, the same for the same delivery however often it is appended (rule G1). */
  readonly id: string
  readonly connection: string
  readonly kind: Kind
  /** The listing's resource; a webhook names none. */
  readonly resource?: string
  /** The entity's id, where the process that appended a record or an absence knew it: events of an entity are found without reading bodies. */
  readonly key?: string
  /** A webhook's arrival, or a request's instant less settle; never later than the append (rule V2). */
  readonly at: Instant
  /** Greenhouse-Event-ID, where there was one. */
  readonly delivery?: string
  /** The event that the URL named by which a webhook came; absent where that was the common URL. The body may say another. */
  readonly endpoint?: string
  readonly traceparent?: string
  readonly body: Uint8Array
  /** Known once it was read from the log. */
  readonly position?: Position
}

/** The raw event behind a word: enough to find its bytes again. */
export interface Cause {
  readonly rawId: string
  readonly kind: Kind
  readonly action?: string
  readonly position?: Position
}

interface About {
  /** The raw event's id and the ordinal of the mention inside it. */
  readonly id: string
  readonly connection: string
  readonly resource: string
  /** The entity's id in Greenhouse, as text. */
  readonly key: string
  readonly version: Version
  readonly cause: Cause
}

/** A cell's name and its value in canonical form. A name that is not there was not mentioned. */
export type Cells = JsonObject

/** What a raw event says of one entity. */
export type CanonicalEvent = Observed | Removed
export type Observed = About & { readonly type: 'observed'; readonly cells: Cells }
export type Removed = About & { readonly type: 'removed'; readonly how: Removal }

/** The closed list of what can be wrong with a body. */
export const PROBLEM_CODES = [
  'not_json',
  'not_an_object',
  'no_action',
  'unknown_action',
  'unknown_resource',
  'unknown_format',
  'claim_not_found',
  'too_many_mentions',
  'no_key',
  'unreadable_cell',
  'too_large',
  'too_many_problems',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** A raw event, or a part of one, that could not be read. Names and ids only, never a value: bodies hold personal data. */
export interface Problem {
  readonly code: ProblemCode
  readonly connection: string
  readonly cause: Cause
  readonly resource?: string
  readonly key?: string
  readonly column?: string
}
