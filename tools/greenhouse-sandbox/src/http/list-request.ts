import type { ListQuery, ParameterError } from '../collections/served-collection.js'
import { readCursor } from './cursor.js'

const DEFAULT_PER_PAGE = 100
const MOST_PER_PAGE = 500
const MOST_FIELDS = 50

/** A listing as asked for, with the first request's parameters for the next cursor. */
export interface ListRequest {
  readonly query: ListQuery
  readonly original: readonly (readonly [string, string])[]
}

/** How long cursors last. */
interface CursorLife {
  readonly now: number
  /** Cursors issued before are over. */
  readonly notBefore: number
}

/** Reads a query string; answers the entries of the 422's `errors` where it is wrong. */
export function readListRequest(
  collection: string,
  search: URLSearchParams,
  life: CursorLife,
): ListRequest | readonly (ParameterError | string)[] {
  const text = search.get('cursor')
  if (text === null) return firstPage([...joinBrackets(search)], Number.POSITIVE_INFINITY)
  // With a cursor no other parameter may be sent (Harvest v3 guide, pagination).
  if ([...search.keys()].length > 1) return ['cursor can not be combined with other parameters']
  const cursor = readCursor(text)
  if (cursor === undefined || cursor.collection !== collection) return [{ cursor: 'is invalid' }]
  if (cursor.issuedAt < life.notBefore) return [{ cursor: 'has expired' }]
  return firstPage(cursor.given, cursor.below)
}

function firstPage(original: readonly (readonly [string, string])[], below: number): ListRequest | readonly ParameterError[] {
  const given = new Map(original)
  const perPageText = given.get('per_page')
  const perPage = perPageText === undefined ? DEFAULT_PER_PAGE : /^\d{1,6}$/.test(perPageText) ? Number(perPageText) : 0
  if (perPage < 1 || perPage > MOST_PER_PAGE) return [{ per_page: `must be between 1 and ${MOST_PER_PAGE}` }]
  const fields = given.get('fields')?.split(',')
  if (fields !== undefined && fields.length > MOST_FIELDS) return [{ fields: `may hold at most ${MOST_FIELDS} values` }]
  given.delete('per_page')
  given.delete('fields')
  return { original, query: { given, fields, below, perPage } }
}

/** `updated_at[gte]=A&updated_at[lte]=B` means `updated_at=gte|A|lte|B` (Harvest v3 guide, list endpoints). */
function joinBrackets(search: URLSearchParams): Map<string, string> {
  const joined = new Map<string, string>()
  for (const [name, value] of search) {
    const bracket = /^([a-z_]+)\[(gte|lte|gt|lt)\]$/.exec(name)
    const plain = bracket?.[1]
    if (plain === undefined) joined.set(name, value)
    else joined.set(plain, [joined.get(plain), bracket?.[2], value].filter((part) => part !== undefined).join('|'))
  }
  return joined
}
