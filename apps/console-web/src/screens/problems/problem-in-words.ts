const CODES: Readonly<Record<string, string>> = {
  not_json: 'The body is no JSON',
  not_an_object: 'The body is JSON, but no object',
  no_action: 'A webhook without an action',
  unknown_action: 'A webhook with an action that is not known',
  unknown_resource: 'A record of a resource that is not known',
  unknown_format: 'An event of a format that is not known',
  claim_not_found: 'A webhook that lacks what it is about',
  too_many_mentions: 'A body that speaks of too many entities',
  no_key: 'A record without an id',
  unreadable_cell: 'A value that does not fit its column',
  too_large: 'A record that is larger than the log takes',
  too_many_problems: 'A body with so many problems that the rest is not counted',
  skipped: 'A record that was skipped by hand',
}

/** What a code means, for an admin; a code that is not known is its own name. */
export function problemInWords(code: string): string {
  return CODES[code] ?? code
}

/** What of the tables a problem is about: `offers / 12 / status`. */
export function placeInWords(problem: { resource: string | null; key: string | null; column: string | null }): string {
  const parts = [problem.resource, problem.key, problem.column].filter((part) => part !== null)
  return parts.length === 0 ? 'no resource: it was not read so far' : parts.join(' / ')
}

const NOT_THERE: Readonly<Record<string, string>> = {
  erased: 'The raw event was erased. There is nothing left to be read.',
  elsewhere: 'The raw event is not where the problem says, as after a move of the log. A rebuild reads all that there is.',
  'no place':
    'The problem names no place on the log: what was listed is larger than the log takes, and its row stays as it was before.',
  'log away': 'Kafka does not answer at the moment, so the raw event cannot be looked at.',
}

/** Why a raw event cannot be shown. */
export function notThereInWords(found: string): string {
  return NOT_THERE[found] ?? found
}

/** The filter as options of the command line. */
export function filterAsOptions(filter: { connection?: string; code?: string; resource?: string; which?: string }): string {
  const options = (['code', 'resource', 'connection'] as const).flatMap((name) => {
    const value = filter[name]
    return value === undefined ? [] : [`--${name} ${value}`]
  })
  return [...options, ...(filter.which === 'all' ? ['--all'] : [])].map((option) => ` ${option}`).join('')
}
