import type { Filter, OtherRows, Refusal } from './collection.js'

/** At most 50 values in `ids` and every `*_ids` (Harvest v3 guide, list endpoints). */
const MOST_IDS = 50

/** Comma-separated ids of which the row has to carry one. */
export function ids<T>(idsOf: (row: T) => number | null | readonly number[]): Filter<T> {
  return (text) => {
    const parts = text.split(',')
    if (parts.length > MOST_IDS) return { refused: `may hold at most ${MOST_IDS} values` }
    const wanted = new Set(parts.map((part) => (/^\d{1,16}$/.test(part.trim()) ? Number(part) : Number.NaN)))
    if (wanted.has(Number.NaN)) return { refused: 'must be a comma-separated list of integers' }
    return (row) => {
      const own = idsOf(row)
      return typeof own === 'number' ? wanted.has(own) : own !== null && own.some((id) => wanted.has(id))
    }
  }
}

/** Comma-separated texts of which the row has to carry one. */
export function words<T>(wordOf: (row: T) => string | null): Filter<T> {
  return (list) => {
    const wanted = new Set(list.split(','))
    if (wanted.size > MOST_IDS) return { refused: `may hold at most ${MOST_IDS} values` }
    return (row) => {
      const own = wordOf(row)
      return own !== null && wanted.has(own)
    }
  }
}

export function integer<T>(matches: (row: T, value: number) => boolean): Filter<T> {
  return (text) => (/^\d{1,16}$/.test(text) ? (row) => matches(row, Number(text)) : { refused: 'must be an integer' })
}

export function flag<T>(flagOf: (row: T) => boolean | null): Filter<T> {
  return (text) => {
    if (text !== 'true' && text !== 'false') return { refused: 'must be true or false' }
    const wanted = text === 'true'
    return (row) => flagOf(row) === wanted
  }
}

/** A parameter that switches something and is tested elsewhere. */
export const switchOnly: Filter<unknown> = (text) =>
  text === 'true' || text === 'false' ? () => true : { refused: 'must be true or false' }

export function text<T>(matches: (row: T, value: string, others: OtherRows) => boolean): Filter<T> {
  return (value) => (row, others) => matches(row, value, others)
}

/** One of the documented words; `returned` maps a filter's word to the word in the record where they differ. */
export function word<T>(
  words: readonly string[],
  wordOf: (row: T) => string | null,
  returned: Readonly<Record<string, string>> = {},
): Filter<T> {
  return (value) => {
    if (!words.includes(value)) return { refused: `must be one of ${words.join(', ')}` }
    const wanted = returned[value] ?? value
    return (row) => wordOf(row) === wanted
  }
}

type Bound = (own: string) => boolean

/** `gte|A`, or two-sided `gte|A|lte|B`, with gte, lte, gt, lt (Harvest v3 guide, list endpoints); a row without a date never matches. */
export function dates<T>(dateOf: (row: T) => string | null, kind: 'instant' | 'day' = 'instant'): Filter<T> {
  return (text) => {
    const parts = text.split('|')
    if (parts.length % 2 !== 0) return { refused: 'must be an operator and a date, as in gte|2024-01-01T00:00:00Z' }
    const bounds: Bound[] = []
    for (let i = 0; i < parts.length; i += 2) {
      const bound = boundOf(parts[i] ?? '', parts[i + 1] ?? '', kind)
      if (typeof bound !== 'function') return bound
      bounds.push(bound)
    }
    return (row) => {
      const own = dateOf(row)
      return own !== null && bounds.every((holds) => holds(own))
    }
  }
}

function boundOf(operator: string, date: string, kind: 'instant' | 'day'): Bound | Refusal {
  const ms = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(date)
    ? Date.parse(date)
    : Number.NaN
  if (Number.isNaN(ms)) return { refused: `${date} is not an ISO-8601 date` }
  const iso = new Date(ms).toISOString()
  const limit = kind === 'day' ? iso.slice(0, 10) : iso
  switch (operator) {
    case 'gte':
      return (own) => own >= limit
    case 'lte':
      return (own) => own <= limit
    case 'gt':
      return (own) => own > limit
    case 'lt':
      return (own) => own < limit
    default:
      return { refused: `${operator} is not one of gte, lte, gt, lt` }
  }
}
