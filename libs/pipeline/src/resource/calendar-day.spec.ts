import { describe, expect, it } from '@jest/globals'
import { isCalendarDay } from './calendar-day.js'

describe('isCalendarDay', () => {
  it('knows every day of four hundred years', () => {
    const days = Array.from({ length: 146_097 }, (_, day) => new Date(day * 86_400_000).toISOString().slice(0, 10))
    expect(days.filter((day) => !isCalendarDay(day))).toEqual([])
  })

  it('knows no other day of four hundred years', () => {
    const real = new Set(Array.from({ length: 146_097 }, (_, day) => new Date(day * 86_400_000).toISOString().slice(0, 10)))
    const two = (value: number) => String(value).padStart(2, '0')
    const written = Array.from(
      { length: 400 * 14 * 33 },
      (_, n) => `${1970 + Math.floor(n / 462)}-${two(Math.floor(n / 33) % 14)}-${two(n % 33)}`,
    )
    expect(written.filter((day) => isCalendarDay(day) && !real.has(day))).toEqual([])
  })

  it.each(['', '2026-1-1', '2026-01-01 ', '2026-01-01\n', '0000-01-01', '02026-01-01'])('does not take %j for a day', (text) => {
    expect(isCalendarDay(text)).toBe(false)
  })
})
