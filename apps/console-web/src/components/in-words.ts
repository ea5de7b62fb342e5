const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
] as const

/** A length of time in the largest unit that fits twice: `45 s`, `3 min`, `2 d`. */
export function duration(seconds: number): string {
  const [size, unit] = UNITS.find(([each]) => seconds >= 2 * each) ?? [1, 's']
  return `${Math.max(0, Math.floor(seconds / size))} ${unit}`
}

/** How long before or after now: `just now`, `3 min ago`, `in 20 s`. */
export function distance(atMs: number, nowMs: number): string {
  const seconds = (nowMs - atMs) / 1000
  // Clocks differ by a little: what is said to be to come in two seconds has just been.
  if (Math.abs(seconds) < 2) return 'just now'
  return seconds > 0 ? `${duration(seconds)} ago` : `in ${duration(-seconds)}`
}

/** The whole instant, in the person's zone and in UTC, for those who look closely. */
export function instant(atMs: number): string {
  const at = new Date(atMs)
  const local = at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' })
  return `${local}\n${at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC')}`
}

/** A figure with its thousands apart. */
export function count(value: number): string {
  return value.toLocaleString('en')
}
