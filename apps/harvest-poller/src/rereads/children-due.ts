import { resourceNamed, resources } from '@trellis/greenhouse'
import { instantOf, keyOf, type CanonicalEvent, type Json, type Normalized } from '@trellis/pipeline'
import { HELD_CHILDREN, type EnqueuedRead } from '@trellis/runtime'

/** Its body names no child ids (Recruiting webhooks guide, candidate_anonymized): all that we hold of the person is read again (rule R3). */
const ANONYMIZED = 'candidate_anonymized'

/** Actions that take children of their subject along without removing it, and who that is (Recruiting webhooks guide): they vouch for those children (rule E4). */
const TAKING: Readonly<Record<string, string>> = { [ANONYMIZED]: 'candidates', unreject_candidate: 'applications' }

/** Whether a word on a webhook's subject takes children of it along: details of a rejection that was taken back, whatever held an anonymised name. */
export function takesChildren({ type, resource, cause }: CanonicalEvent): boolean {
  return type === 'observed' && cause.action !== undefined && TAKING[cause.action] === resource
}

/**
 * The children that a webhook or an absence makes due: those of its subjects by the parent filters that resources name in `harvest.with` (rule R1), and of
 * an entity that is removed, merged or anonymized all that we hold, by their own keys (rules E6, R3). Mentions in passing make no children due.
 */
export function childrenDue({ events, subjects }: Pick<Normalized, 'events' | 'subjects'>): readonly EnqueuedRead[] {
  const about = new Set(subjects)
  return events.flatMap((event) => {
    if (event.type === 'removed') return [held(event), ...survivor(event, event.how)]
    if (!about.has(event.id)) return []
    return event.cause.action === ANONYMIZED ? [held(event), ...filtered(event)] : filtered(event)
  })
}

type Parent = Pick<CanonicalEvent, 'connection' | 'resource' | 'key' | 'version'>

/** Children move to the survivor without a word of their own. */
function survivor(event: CanonicalEvent, how: { readonly by: string; readonly into?: Json }): readonly EnqueuedRead[] {
  const of = resourceNamed(event.resource)
  const key = of && how.by === 'merge' && how.into !== undefined ? keyOf(of, how.into) : undefined
  return key === undefined ? [] : [held({ ...event, key }), ...filtered({ ...event, key })]
}

function held({ connection, resource, key, version }: Parent): EnqueuedRead {
  return { connection, resource, key, of: HELD_CHILDREN, at: instantOf(version) }
}

function filtered({ version, ...parent }: Parent): readonly EnqueuedRead[] {
  return childrenOf({ ...parent, at: instantOf(version) })
}

/** The children of an entity that are listed by parent filters, mentioned at an instant. */
export function childrenOf({ connection, resource, key, at }: Omit<EnqueuedRead, 'of'>): readonly EnqueuedRead[] {
  return resources
    .filter(({ harvest }) => harvest.with?.includes(resource))
    .map(({ name }) => ({ connection, resource: name, key, of: resource, at }))
}
