import type { ConnectionStatus, Status } from '../../api/status-query.js'
import { count, duration } from '../../components/in-words.js'
import { listingState } from '../sync/listing-state.js'
import { resourceInWords } from '../sync/resource-in-words.js'

/** Something that a person should know of: what it is, what it touches, and the one safe thing to do. */
export interface Finding {
  readonly id: string
  /** `needs you` goes on only with a person, `late` by itself, `open` is worth a look when there is time. */
  readonly kind: 'needs you' | 'late' | 'open'
  readonly title: string
  readonly touches: string
  readonly remedy: string
  /** Milliseconds since the epoch, where it is known. */
  readonly sinceMs?: number
  readonly command?: string
}

/** So many records behind is more than what comes and goes within seconds. */
const MUCH = 1_000

/** Everything that is not as it should be; what needs a person comes first. */
export function findings(status: Status): readonly Finding[] {
  const all = [
    ...status.connections.flatMap((each) => [...ofCredentials(each), ...ofListings(each), ...ofRemovals(each)]),
    ...ofReaders(status),
    ...ofProblems(status),
  ]
  const order = ['needs you', 'late', 'open']
  return all.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

/** What the poller notes where Greenhouse gives no token, or takes none. */
const UNAUTHORIZED = 'unauthorized'
/** So often in a row, which takes some seconds: a token that has just ended is refused once. */
const REFUSED_AFTER = 3

/** Credentials that are refused stop every listing alike: it is said once. */
function ofCredentials({ connection, resources }: ConnectionStatus): readonly Finding[] {
  const refused = resources.flatMap(({ failing }) => failing).filter(({ why }) => why === UNAUTHORIZED)
  if (refused.length === 0) return []
  return [
    {
      id: `${connection}/credentials`,
      kind: refused.some(({ attempts }) => attempts >= REFUSED_AFTER) ? 'needs you' : 'late',
      title: `Greenhouse refuses the credentials of ${connection}`,
      touches: 'Nothing new is read from Greenhouse. What was read before stays, and webhooks are taken all the while.',
      remedy:
        'In Greenhouse, see under Configure → Dev Center → API Credentials whether the credential is there and active. Then enter new ones: Integrations, the connection, New credentials.',
      sinceMs: Math.min(...refused.map((each) => each.sinceMs)),
    },
  ]
}

function ofListings({ connection, resources, drift }: ConnectionStatus): readonly Finding[] {
  return resources.flatMap((each): readonly Finding[] => {
    const name = resourceInWords(each.resource)
    const id = `${connection}/${each.resource}`
    const [newest] = each.failing
    if (newest?.why === UNAUTHORIZED) return []
    switch (listingState(each, drift)) {
      case 'needs you':
        return [
          {
            id,
            kind: 'needs you',
            title: `${name} of ${connection}: cannot be read`,
            touches: `${newest?.why ?? 'The reason is not known'}. What was read before stays as it was.`,
            remedy: 'See to the reason. It is tried again all the while, so nothing has to be started.',
            ...(newest && { sinceMs: newest.sinceMs }),
          },
        ]
      case 'retrying':
        return [
          {
            id,
            kind: 'late',
            title: `${name} of ${connection}: retrying`,
            touches: `${newest?.why ?? 'The reason is not known'}. New changes show later.`,
            remedy: 'Wait: it is tried again by itself.',
            ...(newest && { sinceMs: newest.sinceMs }),
          },
        ]
      case 'no permission':
        return [
          {
            id,
            kind: 'open',
            title: `${name} of ${connection}: not permitted, so empty`,
            touches: 'Greenhouse refuses it to the API key.',
            remedy: 'Give the key the permission in Greenhouse, if you want it. Reading begins by itself.',
          },
        ]
      case 'catching up': {
        const age = drift.listings.find(({ listing }) => listing === each.resource)?.freshnessSeconds ?? 0
        return [
          {
            id,
            kind: 'late',
            title: `${name} of ${connection}: ${duration(age)} behind`,
            touches: 'Changes made since then do not show yet.',
            remedy: 'Wait, and look whether the time grows.',
          },
        ]
      }
      case 'never':
      case 'loading':
      case 'live':
      case 'paused':
      case 'unknown':
        return []
    }
  })
}

/** Where more resources than this are held at once, it is one cause. */
const MOST_HELD_APART = 3

function ofRemovals({ connection, drift }: ConnectionStatus): readonly Finding[] {
  const all = drift.suspects.flatMap(({ resource, held }) => (held ? [{ ...held, resource }] : []))
  if (all.length > MOST_HELD_APART)
    return [
      {
        id: `${connection}/held`,
        kind: 'needs you',
        title: `Entries of ${count(all.length)} resources of ${connection} are missing from Greenhouse`,
        touches: 'Their rows stay until a person says that they are gone.',
        remedy:
          'So many at once are mostly a permission that was taken away: see in Greenhouse whether the acting user is still a Site Admin. Once it is given back, nothing is removed. What waits stands under Completeness.',
        sinceMs: Math.min(...all.map((held) => held.sinceMs)),
      },
    ]
  return all.map(({ resource, suspects, alive, sinceMs }) => ({
    id: `${connection}/${resource}/held`,
    kind: 'needs you',
    title: `${count(suspects)} of ${count(alive)} ${resource.replaceAll('_', ' ')} of ${connection} are missing from Greenhouse`,
    touches: 'Their rows stay until a person says that they are gone.',
    remedy: 'Ask whether they were deleted. If a permission was taken away instead, give it back.',
    sinceMs,
    command: `npm run trellis -- sweep confirm ${resource} --connection ${connection}`,
  }))
}

function ofReaders({ lag }: Status): readonly Finding[] {
  const behind = new Map<string, number>()
  for (const { reader, records } of lag) behind.set(reader, (behind.get(reader) ?? 0) + records)
  return [...behind]
    .filter(([, records]) => records > MUCH)
    .map(([reader, records]) => ({
      id: `reader/${reader}`,
      kind: 'late',
      title: `${reader} is ${count(records)} records behind`,
      touches: 'What was received is kept; it shows in the tables later.',
      remedy: `Wait, and look whether the figure falls. If it does not move, start ${reader} again.`,
    }))
}

function ofProblems({ problems }: Status): readonly Finding[] {
  if (problems === 0) return []
  return [
    {
      id: 'problems',
      kind: 'open',
      title: problems === 1 ? 'One event could not be read' : `${count(problems)} events could not be read`,
      touches: 'They are kept as they came. The cells that they would have changed are older than they could be.',
      remedy: 'Look at why; they can be replayed once that is put right.',
      command: 'npm run trellis -- problems list',
    },
  ]
}
