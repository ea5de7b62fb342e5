/** Milliseconds since the epoch as Harvest v3 writes an instant (`2026-11-23T10:00:00.000Z`). */
export function instant(ms: number): string {
  // Rows are written many at a time, all at the same instant.
  if (last.ms !== ms) last = { ms, text: new Date(ms).toISOString() }
  return last.text
}

let last = { ms: 0, text: new Date(0).toISOString() }

/**
 * An instant cut to its second. What a webhook names too (created_at, rejected_at, opened_at …) is kept in whole seconds,
 * because webhooks carry seconds where Harvest carries milliseconds (Recruiting webhooks guide): both then say the same instant.
 */
export const wholeSecond = (ms: number): string => `${instant(ms).slice(0, 19)}.000Z`

/** The calendar day of an instant in UTC, as the `*_on` fields carry it. */
export const day = (ms: number): string => instant(ms).slice(0, 10)

/** A v3 instant as a webhook writes it, without milliseconds (Recruiting webhooks guide). */
export function inSeconds(text: string): string
export function inSeconds(text: string | null): string | null
export function inSeconds(text: string | null): string | null {
  return text === null ? null : `${text.slice(0, 19)}Z`
}

/** `2026-04-15` as `04/15/2026`, the form of start_date and of educations and employments in webhooks (Recruiting webhooks guide). */
export const monthDayYear = (date: string | null): string | null =>
  date === null ? null : `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)}`

export const DAY_MS = 86_400_000
