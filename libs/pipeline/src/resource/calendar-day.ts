const dayText = /^\d{4}-\d\d-\d\d$/
const DAYS_IN_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The calendar has the day `YYYY-MM-DD`: JavaScript would turn 31 February into a day of March, and Postgres has no year 0. */
export function isCalendarDay(text: string): boolean {
  return dayText.test(text) && isDayOfCalendar(text)
}

/** The same of a text that is known to begin like one. */
export function isDayOfCalendar(text: string): boolean {
  const [year, month, day] = [twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8)]
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month] ?? 0)
  return year > 0 && day > 0 && day <= days
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO
}

const ZERO = 0x30
