import { count } from '../../components/in-words.js'
import type { ConnectionCompleteness, Listing } from './completeness-queries.js'

type Finding = NonNullable<Listing['lastAudit']>

/** What an audit found of a resource: what was not asked, nothing, and differences never read alike. */
export function findingInWords({ notAsked, missing, extra, different, notAskedAgain }: Finding): string {
  if (notAsked !== null) return `not compared: ${notAsked}`
  const figures = [
    [missing, 'missing'],
    [extra, 'too many'],
    [different, 'different'],
  ] as const
  const parts = figures.flatMap(([number, what]) => (number === 0 ? [] : [`${count(number)} ${what}`]))
  if (parts.length === 0) return 'nothing differs'
  return `${parts.join(', ')}${notAskedAgain > 0 ? `; ${count(notAskedAgain)} of them may only have been under way` : ''}`
}

/** Does something differ? */
export function isDiffering({ notAsked, missing, extra, different }: Finding): boolean {
  return notAsked === null && missing + extra + different > 0
}

/** Is a sweep ordered, or under way? One of what Greenhouse does not permit waits for the permission, however long that takes. */
export function isSweepOpen(listings: readonly Pick<Listing, 'sweep' | 'isPermitted'>[]): boolean {
  return listings.some(({ sweep, isPermitted }) => sweep !== 'waiting' && isPermitted !== false)
}

/** The audit that is not over, in a sentence; undefined where there is none. */
export function openAuditInWords({ audits }: Pick<ConnectionCompleteness, 'audits'>): string | undefined {
  const open = audits.find(({ state }) => state === 'asked' || state === 'under way')
  if (!open) return undefined
  const of = open.resources === null ? 'everything' : open.resources.join(', ')
  return open.state === 'asked' ? `An audit of ${of} is ordered; no poller has taken it yet.` : `An audit of ${of} is under way.`
}
