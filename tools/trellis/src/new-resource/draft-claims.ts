import { everyAt, isArray, isObject, type Json, type JsonObject } from '@trellis/pipeline'
import { singularOf } from './number-of-words.js'
import type { WebhookSample } from './samples.js'

/** Where an action's body seems to speak of the resource. */
export interface DraftClaim {
  readonly verb: 'observed' | 'mentioned' | 'removed'
  readonly path: string
}

/** The claims that a webhook's body suggests: what carries the resource's name and an id, or the payload itself where it is flat. */
export function draftClaims(name: string, { action, body }: WebhookSample): readonly DraftClaim[] {
  const singular = singularOf(name)
  const named = [...new Set(pathsTo(body, [singular, name]))].filter((path) => everyAt(body, path).some(hasId))
  const isGone = /^delete_|_deleted$/.test(action)
  const claims = named.map((path): DraftClaim => {
    const isSubject = path === `payload.${singular}`
    return { verb: !isSubject ? 'mentioned' : isGone ? 'removed' : 'observed', path }
  })
  if (claims.length > 0 || !action.startsWith(singular) || !hasId(body['payload'] ?? null)) return claims
  return [{ verb: isGone ? 'removed' : 'observed', path: 'payload' }]
}

/** The records that the claims lead to, those that went away included. */
export function recordsAt(claims: readonly DraftClaim[], { body }: WebhookSample): readonly JsonObject[] {
  return claims
    .filter(({ verb }) => verb !== 'removed')
    .flatMap(({ path }) => everyAt(body, path).filter((value) => isObject(value)))
}

function pathsTo(value: Json, names: readonly string[], path = ''): readonly string[] {
  if (isArray(value)) return value.flatMap((item) => pathsTo(item, names, path))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = path === '' ? name : `${path}.${name}`
    return [...(names.includes(name) ? [at] : []), ...pathsTo(inner, names, at)]
  })
}

function hasId(value: Json): boolean {
  return isObject(value) && value['id'] !== undefined && value['id'] !== null
}
