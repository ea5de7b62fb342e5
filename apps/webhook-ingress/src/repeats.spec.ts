import { describe, expect, it } from '@jest/globals'
import { instantOfMs, type RawEvent } from '@trellis/pipeline'
import { REPEAT_LIMITS, Repeats, type RepeatLimits } from './repeats.js'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

class Log {
  readonly appended: RawEvent[] = []
  fails = false
  /** Appends wait for it where it is set. */
  gate: Promise<void> | undefined

  readonly append = async (event: RawEvent): Promise<void> => {
    await this.gate
    if (this.fails) throw new Error('away')
    this.appended.push(event)
  }
}

function ingress(limits: Partial<RepeatLimits> = {}) {
  const log = new Log()
  const clock = { ms: 0 }
  const repeats = new Repeats(log.append, { ...REPEAT_LIMITS, ...limits }, () => clock.ms)
  const say = (body: string, delivery?: string) => repeats.take(body, event(body, delivery, clock.ms))
  return { log, clock, repeats, say, bodies: () => log.appended.map(({ body }) => Buffer.from(body).toString()) }
}

function event(body: string, delivery: string | undefined, atMs: number): RawEvent {
  const id = `${body}/${delivery}`
  return {
    ...{ id, connection: 'acme', kind: 'webhook', at: instantOfMs(atMs), body: Buffer.from(body) },
    ...(delivery !== undefined && { delivery }),
  }
}

describe('G6 a body that comes again', () => {
  it('is not appended again while its pause lasts, under ever new deliveries', async () => {
    const { say, log, repeats } = ingress()
    const answers = []
    for (let time = 0; time < 50; time += 1) answers.push(await say('a', `delivery-${time}`))
    await repeats.look()
    expect([new Set(answers.slice(1)), log.appended.length]).toEqual([new Set(['repeated']), 1])
  })

  it('is appended at most six times a day after the first', async () => {
    const { say, log, clock, repeats } = ingress()
    for (let at = 0; at < DAY; at += 10 * SECOND) {
      clock.ms = at
      await say('a', `delivery-${at}`)
      await repeats.look()
    }
    expect(log.appended.length).toBeLessThanOrEqual(7)
  })

  it('is the same delivery, repeated: it is never appended again', async () => {
    const { say, log, clock, repeats } = ingress()
    await say('a', 'one')
    expect(await say('a', 'one')).toBe('repeated')
    clock.ms = 12 * 60 * MINUTE
    await repeats.look()
    expect(log.appended.length).toBe(1)
  })

  it('may be another event: a value that goes there and back ends with the newest value, with the instant at which it came', async () => {
    const { say, log, clock, repeats, bodies } = ingress()
    for (const [body, delivery, at] of [
      ['a', '1', 0],
      ['b', '2', 5 * SECOND],
      ['a', '3', 10 * SECOND],
      ['b', '4', 15 * SECOND],
    ] as const) {
      clock.ms = at
      await say(body, delivery)
    }
    clock.ms = 2 * MINUTE
    await repeats.look()
    const newest = [...log.appended].sort((one, other) => Number(one.at) - Number(other.at)).at(-1)
    expect([bodies().sort(), newest?.delivery, newest?.at]).toEqual([['a', 'a', 'b', 'b'], '4', instantOfMs(15 * SECOND)])
  })

  it('two at once are one append, and both are answered after it', async () => {
    const { say, log } = ingress()
    let open = (): void => undefined
    log.gate = new Promise((resolve) => (open = resolve))
    const answered: string[] = []
    const both = [say('a', '1'), say('a', '1')].map((one) => one.then((answer) => answered.push(answer)))
    await new Promise((resolve) => setImmediate(resolve))
    expect(answered).toEqual([])
    open()
    await Promise.all(both)
    expect([answered.sort(), log.appended.length]).toEqual([['accepted', 'repeated'], 1])
  })

  it('is not known where its append failed: both are refused, and the next is appended', async () => {
    const { say, log, repeats } = ingress()
    log.fails = true
    const both = await Promise.allSettled([say('a', '1'), say('a', '2')])
    log.fails = false
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect([repeats.has('a'), await say('a', '3'), log.appended.length]).toEqual([false, 'accepted', 1])
  })

  it('waits on where the log is away when its pause is over', async () => {
    const { say, log, clock, repeats } = ingress()
    await say('a', '1')
    await say('a', '2')
    clock.ms = 2 * MINUTE
    log.fails = true
    await repeats.look()
    log.fails = false
    await repeats.look()
    expect(log.appended.map(({ delivery }) => delivery)).toEqual(['1', '2'])
  })

  it('is not forgotten by an orderly end', async () => {
    const { say, log, repeats } = ingress()
    await say('a', '1')
    await say('a', '2')
    await repeats.close()
    expect(log.appended.map(({ delivery }) => delivery)).toEqual(['1', '2'])
  })

  it('is new after a day', async () => {
    const { say, clock } = ingress()
    await say('a', '1')
    clock.ms = DAY
    expect(await say('a', '1')).toBe('accepted')
  })

  it('costs bounded memory: the oldest is forgotten, and where too many bytes wait callers are asked to come again', async () => {
    const { say, repeats } = ingress({ maxKnown: 2, maxWaitingBytes: 3 })
    for (const body of ['a', 'bb', 'cc']) await say(body, '1')
    expect([repeats.has('a'), repeats.has('cc')]).toEqual([false, true])
    expect([await say('bb', '2'), await say('cc', '2'), await say('bb', '3')]).toEqual(['repeated', 'busy', 'repeated'])
  })
})
