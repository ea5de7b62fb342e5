import { isCalendarDay } from '../resource/calendar-day.js'

declare const instant: unique symbol
/** A point in time: whole microseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instant]: true }

/** The instant of a clock reading in milliseconds (Date.now(), a Kafka timestamp). */
export function instantOfMs(milliseconds: number): Instant {
  return Math.round(milliseconds * 1000) as Instant
}

/** Milliseconds since the epoch, for clocks and Date. */
export function msOf(at: Instant): number {
  return at / 1000
}

/** RFC 3339 in UTC with microseconds: `2026-11-23T14:00:00.000001Z`. */
export function formatInstant(at: Instant): string {
  const micros = String(at % 1000).padStart(3, '0')
  return `${new Date(Math.floor(at / 1000)).toISOString().slice(0, -1)}${micros}Z`
}

/** Reads RFC 3339; undefined where the text is none or lies before 1970. */
export function parseInstant(text: string): Instant | undefined {
  const [, day = '', time = '', fraction = '', zone = 'Z'] = rfc3339.exec(text) ?? []
  if (!isCalendarDay(day)) return undefined
  const ms = Date.parse(`${day}T${time}${zone}`)
  if (Number.isNaN(ms) || ms < 0) return undefined
  return (ms * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6))) as Instant
}

const rfc3339 = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/
