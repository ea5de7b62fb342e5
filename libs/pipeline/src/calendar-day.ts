const dayText = /^(\d{4})-(\d\d)-(\d\d)$/
const DAYS_IN_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The calendar has the day `YYYY-MM-DD`: JavaScript would turn 31 February into a day of March, and Postgres has no year 0. */
export function isCalendarDay(text: string): boolean {
  const [, year = 0, month = 0, day = 0] = (dayText.exec(text) ?? []).map(Number)
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month] ?? 0)
  return year > 0 && day > 0 && day <= days
}
