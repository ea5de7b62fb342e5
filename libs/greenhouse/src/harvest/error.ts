import { isArray, isObject, parseJson, type Json } from '@trellis/pipeline'

/**
 * What can go wrong between Harvest and us; `unreadable` is an answer that says success and cannot be read, `too_large` one that is larger than what we
 * read of one or is not there in time: less has to be asked for.
 */
export const HARVEST_ERROR_KINDS = [
  'unauthorized',
  'forbidden',
  'not_found',
  'cursor_expired',
  'unprocessable',
  'rate_limited',
  'server',
  'unreadable',
  'too_large',
  'unexpected',
] as const
export type HarvestErrorKind = (typeof HARVEST_ERROR_KINDS)[number]

/** A refusal. `names` are the parameters it names; the answer's text stays out, since it may repeat what was asked. */
export interface HarvestError {
  readonly kind: HarvestErrorKind
  readonly status: number
  readonly names: readonly string[]
}

export function isHarvestError(answer: object): answer is HarvestError {
  return 'kind' in answer && 'status' in answer && 'names' in answer
}

/**
 * Reads a listing's refusal. 422 carries `errors`, texts or one-key objects `{parameter: text}`; an expired cursor is a 422 that names the cursor
 * (Harvest v3 guide, list endpoints and pagination).
 */
export function readListError(status: number, text: string): HarvestError {
  const names = status === 422 || status === 400 ? namesIn(text) : []
  return { kind: kindOf(status, names), status, names }
}

function kindOf(status: number, names: readonly string[]): HarvestErrorKind {
  switch (status) {
    case 401:
      return 'unauthorized'
    case 403:
      return 'forbidden'
    case 404:
      return 'not_found'
    case 429:
      return 'rate_limited'
    case 400:
    case 422:
      return names.includes('cursor') ? 'cursor_expired' : 'unprocessable'
    default:
      return status >= 500 ? 'server' : status >= 200 && status < 300 ? 'unreadable' : 'unexpected'
  }
}

function namesIn(text: string): readonly string[] {
  const body = parseJson(text)
  const errors = isObject(body) ? body['errors'] : undefined
  const entries = isArray(errors) ? errors : errors === undefined ? [] : [errors]
  return [...new Set(entries.flatMap(namesOf))]
}

/** Keys that look like parameters; out of free text only words that are surely ours, never a value. */
function namesOf(entry: Json): readonly string[] {
  if (isObject(entry)) return Object.keys(entry).filter((name) => /^[a-z][a-z_]{0,49}$/.test(name))
  if (typeof entry !== 'string') return []
  return entry.toLowerCase().match(parameters) ?? []
}

const parameters = /\b(cursor|per_page|fields|created_at|updated_at|[a-z]+(_[a-z]+)*_ids|ids|show_service_accounts)\b/g
