import { isObject, type Json } from './json.js'
import { everyFinder } from './path.js'

/** How an entity went away. `into` is the survivor of a merge. */
export type Removal =
  | { readonly by: 'webhook' }
  | { readonly by: 'cascade' }
  | { readonly by: 'merge'; readonly into?: Json }
  | { readonly by: 'absence' }

/** One place in a webhook's body that speaks of an entity. `record` holds its key and its cells; `implied` is what the action says without words. */
export type Mention =
  | { readonly type: 'observed'; readonly record: Json; readonly implied?: Readonly<Record<string, Json>> }
  | { readonly type: 'removed'; readonly record: Json; readonly how: Removal }

/** Where in a webhook's body a resource is mentioned. */
export interface Claim {
  /** A body of this action without such a place is a problem; a mention in passing may be missing. */
  readonly isRequired: boolean
  readonly find: (body: Json) => readonly Mention[]
}

/** What an action says of an entity without words: cells, or a function of the mentioned record and the whole body. */
type Implied = Readonly<Record<string, Json>> | ((record: Json, body: Json) => Readonly<Record<string, Json>>)

/** The entity at `path` is what the webhook is about. */
export function observed(path: string, implied?: Implied): Claim {
  const every = everyFinder(path)
  return { isRequired: true, find: (body) => every(body).map((record) => observe(record, body, implied)) }
}

/** The entities at a path, or those that a function of the body finds, are mentioned in passing: none, one or many, and only those that carry an id. */
export function mentioned(where: string | ((body: Json) => readonly Json[]), implied?: Implied): Claim {
  const find = typeof where === 'function' ? where : everyFinder(where)
  return {
    isRequired: false,
    find: (body) =>
      find(body)
        .filter(hasId)
        .map((record) => observe(record, body, implied)),
  }
}

/** The entity at `path` went away. */
export function removed(path: string, how: Removal | ((record: Json) => Removal) = { by: 'webhook' }): Claim {
  const every = everyFinder(path)
  return {
    isRequired: true,
    find: (body) =>
      every(body).map((record) => ({ type: 'removed', record, how: typeof how === 'function' ? how(record) : how })),
  }
}

/** The entities at `path` (ids or records, perhaps none) went away with the one that the webhook is about. */
export function removedAlong(path: string): Claim {
  const every = everyFinder(path)
  return {
    isRequired: false,
    find: (body) => every(body).map((record) => ({ type: 'removed', record, how: { by: 'cascade' } })),
  }
}

/** What paths cannot say: a function of the whole body. */
export function claimed(find: (body: Json) => readonly Mention[]): Claim {
  return { isRequired: true, find }
}

function observe(record: Json, body: Json, implied: Implied | undefined): Mention {
  if (!implied) return { type: 'observed', record }
  return { type: 'observed', record, implied: typeof implied === 'function' ? implied(record, body) : implied }
}

function hasId(record: Json): boolean {
  return isObject(record) && record['id'] !== undefined && record['id'] !== null
}
