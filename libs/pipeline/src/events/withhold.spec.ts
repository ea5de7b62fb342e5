import { describe, expect, it } from '@jest/globals'
import { int, json, text } from '../resource/column.js'
import { EXTRA, resource, type Source } from '../resource/resource.js'
import { observed } from '../resource/claim.js'
import { normalize } from './normalize.js'
import { ALL_WITHHELD, readLeaveOut, withheldBy } from './privacy-switch.js'
import { withhold } from './withhold.js'
import { instantOfMs } from './instant.js'

const offers = resource({
  name: 'offers',
  domain: 'offers',
  about: 'An offer.',
  key: int('id'),
  harvest: { path: 'offers', permission: 'Offers', cadence: 'hot' },
  webhooks: { offer_created: observed('payload') },
  columns: { status: text('status'), salary: int('salary').sensitive('compensation'), notes: json('notes').sensitive('private') },
})
const answers = resource({
  name: 'answers',
  domain: 'demographics',
  about: 'An answer.',
  sensitivity: 'demographic',
  key: int('id'),
  harvest: { path: 'answers', permission: 'Answers', cadence: 'hot' },
  webhooks: { offer_created: observed('payload.answer') },
  columns: { text: text('text').sensitive('demographic') },
})
const source: Source = { resources: [offers, answers], ignored: {}, revision: 1 }

const PAY = withheldBy(['pay'])
const body = { id: 1, status: 'sent', salary: 90_000, notes: 'n', bonus: 500 }

function said(of: string | undefined, value: unknown, withheld = PAY) {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  const about = { id: 'a'.repeat(24), connection: 'acme', at: instantOfMs(1_000), body: bytes }
  const raw = of === undefined ? ({ ...about, kind: 'webhook' } as const) : ({ ...about, kind: 'record', resource: of } as const)
  const whole = normalize(source, raw)
  return { whole, kept: withhold(source, whole, withheld) }
}

describe('P1 what a privacy switch leaves out', () => {
  it('are the cells that declare its sensitivity, and what no column names; the others keep their versions', () => {
    const { whole, kept } = said('offers', body)
    expect(kept.events).toEqual(whole.events.map((event) => ({ ...event, cells: { status: 'sent', notes: 'n' } })))
    expect(kept.withheld).toEqual([
      { resource: 'offers', as: 'compensation', cells: 1 },
      { resource: 'offers', as: 'undeclared', cells: 1 },
    ])
  })

  it('is no null: what was said before of a cell stays', () => {
    const [event] = said('offers', { id: 1, salary: null }).kept.events
    expect(event?.type === 'observed' && event.cells).toEqual({ [EXTRA]: {} })
  })

  it('are all events on a collection that is about nothing else, and only these', () => {
    const hook = { action: 'offer_created', payload: { ...body, answer: { id: 2, text: 'x' } } }
    const { whole, kept } = said(undefined, hook, withheldBy(['demographics']))
    expect(whole.events.map(({ resource: name }) => name)).toEqual(['offers', 'answers'])
    expect(kept.events.map(({ id, resource: name }) => [id, name])).toEqual([[whole.events[0]?.id, 'offers']])
    expect(kept.subjects).toEqual([whole.events[0]?.id])
  })

  it('are the problems of such a cell too, the ones of others not', () => {
    const { whole, kept } = said('offers', { id: 1, salary: 'much', status: { a: 1 } })
    expect(whole.problems.map(({ column }) => column)).toEqual(['status', 'salary'])
    expect(kept.problems.map(({ column }) => column)).toEqual(['status'])
  })

  it('is nothing where all switches are on', () => {
    const { whole, kept } = said('offers', body, withheldBy([]))
    expect(kept).toEqual({ ...whole, withheld: [] })
    expect(kept.events[0]).toMatchObject({ cells: { salary: 90_000, [EXTRA]: { bonus: 500 } } })
  })
})

describe('P1 the words of switches', () => {
  it('are read in one order; `none` is none', () => {
    expect(readLeaveOut('pay, demographics')).toEqual(['demographics', 'pay'])
    expect(readLeaveOut('none')).toEqual([])
  })

  it.each(['', 'salary', 'pay,salary', 'none,pay', 'constructor'])('are refused where one is none: %s', (words) => {
    expect(readLeaveOut(words)).toBeUndefined()
  })

  it('leave out everything where one is of a later release', () => {
    expect(withheldBy(['pay', 'photos'])).toBe(ALL_WITHHELD)
  })
})
