import type { Mention } from '../resource/claim.js'
import { readCell, UNREADABLE, type Column, type Unreadable } from '../resource/column.js'
import type { RawEvent } from './event.js'
import { MAX_UNKNOWN, type Findings } from './findings.js'
import { cleanJson, cleanText, isNoLongerThan, isObject, type Json, type JsonObject } from '../resource/json.js'
import { unmappedNames } from './unmapped-fields.js'
import { columnsOf, EXTRA, type Resource } from '../resource/resource.js'

/** The longest a cell may be, in characters of JSON: a longer one is of no use, and each copy of its row would carry it. Raw keeps it. */
export const LONGEST_CELL = 1024 * 1024

/** A shorter body holds no longer cell: read, a byte becomes at most three characters. */
const MAY_BE_TOO_LONG = LONGEST_CELL / 3

/** A record that is to be read: of which entity, and what of it goes into `_extra`. */
export interface Observation {
  readonly of: Resource
  readonly key: string
  readonly mention: Extract<Mention, { type: 'observed' }>
  readonly extra: JsonObject | undefined
}

/** The cells of an observation. */
interface ReadCells {
  readonly cells: Record<string, Json>
  /** What of a webhook no listing carries; undefined where there is none. */
  readonly webhookOnly: JsonObject | undefined
}

/** Reads each column of the resource out of the record. What cannot be read or is too large is a problem among the findings, and no cell. */
export function readCells(raw: RawEvent, observation: Observation, findings: Findings): ReadCells {
  const { of, key } = observation
  const { record, implied } = observation.mention
  const cells: Record<string, Json> = {}
  let webhookOnly: Record<string, Json> | undefined
  const isWebhook = raw.kind === 'webhook'
  for (const [name, column] of columnsOf(of)) {
    const said = readCell(column, record)
    const read = said === undefined && implied ? readImplied(column, name, implied) : said
    if (read === undefined) continue
    if (read === UNREADABLE) findings.problem('unreadable_cell', of.name, key, name)
    else if (isTooLong(raw, read)) findings.problem('too_large', of.name, key, name)
    else if (isWebhook && column.isWebhookOnly) (webhookOnly ??= {})[name] = read
    else cells[name] = read
    if (said !== UNREADABLE) findings.cell(of, name, said)
  }
  readRest(raw, observation, cells, findings)
  return { cells, webhookOnly }
}

/** What no column reads: kept of a listed record, counted of a webhook (rule V6). */
function readRest(
  raw: RawEvent,
  { of, key, mention, extra }: Observation,
  cells: Record<string, Json>,
  findings: Findings,
): void {
  const kept = extra && storableExtra(of, key, extra, findings)
  if (kept && isTooLong(raw, kept)) findings.problem('too_large', of.name, key, EXTRA)
  else if (kept) cells[EXTRA] = kept
  else if (isObject(mention.record))
    for (const name of unmappedNames(of, mention.record).slice(0, MAX_UNKNOWN)) findings.unknownName(of, name)
}

/** Names of a listed record that no column reads. A value nested too deep to store is left out: raw keeps it. */
function storableExtra(of: Resource, key: string, extra: JsonObject, findings: Findings): JsonObject {
  const stored: [string, Json][] = []
  for (const [name, value] of Object.entries(extra)) {
    const cleaned = cleanJson(value)
    if (cleaned === undefined) findings.problem('unreadable_cell', of.name, key, EXTRA)
    else stored.push([cleanText(name), cleaned])
  }
  for (const [name, value] of stored) {
    findings.unknownName(of, name)
    findings.cell(of, EXTRA, value)
  }
  return Object.fromEntries(stored)
}

function isTooLong({ body }: RawEvent, value: Json): boolean {
  return body.byteLength > MAY_BE_TOO_LONG && !isNoLongerThan(LONGEST_CELL, value)
}

function readImplied(column: Column, name: string, implied: JsonObject): Json | undefined | Unreadable {
  const value = Object.hasOwn(implied, name) ? implied[name] : undefined
  return value === undefined || value === null ? value : column.read(value)
}
