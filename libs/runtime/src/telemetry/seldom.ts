import type { LoggerOptions } from 'pino'

const MINUTE_MS = 60_000
const WARN = 40
/** So many different texts are remembered; more of them are no repetition. */
const MOST = 500

/**
 * A hook that lets each warning through once a minute: one outage is logged by every batch and every attempt. Those that were left out are counted in
 * `alike` of the next. Warnings are alike where message and reason differ in numbers alone. `nowMs` is the clock.
 */
export function seldom(nowMs: () => number = Date.now): NonNullable<NonNullable<LoggerOptions['hooks']>['logMethod']> {
  const logged = new Map<string, { atMs: number; alike: number }>()
  return function (args, method, level) {
    const write = (what: typeof args): void => method.apply(this, what)
    if (level !== WARN) {
      write(args)
      return
    }
    const [fields, message] = args as [unknown, unknown?]
    const key = textOf(fields, message)
    const now = nowMs()
    const last = logged.get(key)
    if (last && now - last.atMs < MINUTE_MS) {
      last.alike += 1
      return
    }
    if (logged.size >= MOST) logged.clear()
    logged.set(key, { atMs: now, alike: 0 })
    const hasFields = typeof fields === 'object' && fields !== null
    if (last && last.alike > 0 && hasFields) write([{ ...fields, alike: last.alike }, ...args.slice(1)] as unknown as typeof args)
    else write(args)
  }
}

function textOf(fields: unknown, message: unknown): string {
  const { fault, why, err } = (typeof fields === 'object' && fields !== null ? fields : {}) as Readonly<Record<string, unknown>>
  const reasons = [fields, message, fault, why, err instanceof Error ? err.message : undefined]
  return reasons.map((reason) => (typeof reason === 'string' ? reason.replaceAll(/\d+/g, '#') : '')).join('|')
}
