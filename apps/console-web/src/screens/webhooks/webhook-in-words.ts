import { count } from '../../components/in-words.js'
import type { WebhookState } from './webhook-queries.js'

/** How many of those that are asked for are so far, in a sentence. */
export function progressInWords(events: readonly Pick<WebhookState, 'isAskedFor' | 'state'>[]): string {
  const asked = events.filter(({ isAskedFor }) => isAskedFor)
  const inState = (state: WebhookState['state']): number => asked.filter((each) => each.state === state).length
  return `${inState('seen')} of ${asked.length} seen · ${inState('saved')} saved, no event yet · ${inState('never')} never set up`
}

type Doubtful = Pick<WebhookState, 'missed' | 'lastArrivalAt' | 'failures' | 'refusals' | 'differing'>

/** A webhook may take so long after what it reports was read from the API; Greenhouse tries again for longer, but then it is worth a look. */
const LATE_MS = 600_000

/** What speaks against a webhook, the gravest first; nothing where all is well. `seen` says an instant. */
export function doubtsInWords(event: Doubtful, days: number, seen: (at: string) => string): readonly string[] {
  const { missed, lastArrivalAt, failures, refusals, differing } = event
  const found: string[] = []
  const { changes = null, seenAt = null } = missed ?? {}
  if (changes !== null) found.push(`${count(changes)} were read from the API in ${days} days, none came by webhook`)
  if (seenAt !== null && lastArrivalAt === null)
    found.push(`What it reports was read from the API ${seen(seenAt)}, and it never came by webhook`)
  if (seenAt !== null && lastArrivalAt !== null && Date.parse(seenAt) - Date.parse(lastArrivalAt) > LATE_MS)
    found.push(`What it reports was read from the API ${seen(seenAt)}, long after the last webhook`)
  if (refusals > 0) found.push(`${count(refusals)} refused at its URL in ${days} days`)
  if (failures > 0) found.push(`${count(failures)} could not be read, or not all of it, in ${days} days`)
  if (differing > 0) found.push(`${count(differing)} of other events came by its URL: see its “When” in Greenhouse`)
  return found
}

/** An event as people read it: `hire_candidate` is `Hire candidate`. */
export function eventInWords(event: string): string {
  const words = event.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How it stands with the secrets, in a sentence. */
export function secretsInWords(active: number | null): string {
  if (active === null)
    return 'This console cannot open the secrets of this connection: it lacks the master key they were sealed with.'
  if (active === 0) return 'There is no secret yet, so every webhook is refused. Make one, then set up the webhooks.'
  if (active === 1) return 'One secret is taken. It is not shown again: where it is lost, make another one.'
  return 'A rotation is under way: webhooks signed with the new secret and with the old one are both taken.'
}
