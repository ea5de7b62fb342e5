import type { Instant, Resource, Window } from '@trellis/pipeline'
import { msOf } from '@trellis/pipeline'

/** The most ids one request may name, and the largest page (Harvest v3 guide, list endpoints). */
export const MAX_IDS = 50
export const MAX_PER_PAGE = 500

/** What to list. With a `cursor` the rest is of no account: the server has it. */
export interface ListOptions {
  readonly window?: Window
  readonly ids?: readonly string[]
  /** The children of some parents: `filter` is the resource's `harvest.of`. */
  readonly parents?: { readonly filter: string; readonly ids: readonly string[] }
  readonly cursor?: string
  readonly perPage?: number
  /** One of the resource's further listings. */
  readonly also?: Readonly<Record<string, string>>
}

/**
 * The URL of one page of a listing. A cursor goes alone, or the server answers 422 (Harvest v3 guide, pagination).
 * Throws RangeError where ids are none or more than 50, or a page is not of 1 to 500: no ids would list everything.
 */
export function listRequest(baseUrl: string, resource: Resource, options: ListOptions): string {
  const url = `${baseUrl.replace(/\/+$/, '')}/v3/${resource.harvest.path}`
  if (options.cursor !== undefined) return `${url}?${new URLSearchParams({ cursor: options.cursor }).toString()}`
  const { window, ids, parents, also, perPage = MAX_PER_PAGE } = options
  const { since, complete } = resource.harvest
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > MAX_PER_PAGE) throw new RangeError(`a page has 1 to ${MAX_PER_PAGE}`)
  const query = new URLSearchParams({
    per_page: String(perPage),
    ...complete,
    ...also,
    ...(ids && { ids: idList(ids) }),
    ...(parents && { [parents.filter]: idList(parents.ids) }),
    ...(window && since && { [since]: range(window) }),
  })
  return `${url}?${query.toString()}`
}

/** The scope that a credential needs to list the resource (Harvest v3 guide, authentication). */
export function scopeOf(resource: Resource): string {
  return `harvest:${resource.harvest.path}:list`
}

function idList(ids: readonly string[]): string {
  if (ids.length < 1 || ids.length > MAX_IDS) throw new RangeError(`a request names 1 to ${MAX_IDS} ids, not ${ids.length}`)
  return ids.join(',')
}

/** Harvest reads milliseconds: rounded outward, so nothing between two windows is left out. */
function range({ from, to }: Window): string {
  return `gte|${rounded(from, Math.floor)}|lte|${rounded(to, Math.ceil)}`
}

function rounded(at: Instant, round: (ms: number) => number): string {
  return new Date(round(msOf(at))).toISOString()
}
