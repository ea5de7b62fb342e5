/** The calendar has the day `YYYY-MM-DD`: JavaScript would turn 31 February into a day of March, and Postgres has no year 0. */
export function isCalendarDay(day: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || day.startsWith('0000')) return false
  const parsed = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
}
