import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fitEvent } from './fit-event.js'
import { normalize } from './normalize.js'
import { anyEvent, storableJson } from '../testing/arbitraries.js'
import { LISTED, source, things, webhook, raw } from '../testing/things.js'

describe('N2 what a column can hold', () => {
  it('is all that a normalizer writes: it stays as it is', () => {
    const record = fc.dictionary(fc.constantFrom(...LISTED, 'name', 'owner', 'start_date'), storableJson)
    fc.assert(
      fc.property(record, fc.boolean(), (said, isWebhook) => {
        const body = { id: 7, ...said }
        const { events } = normalize(source, isWebhook ? webhook('thing_updated', body) : raw('record', body))
        for (const event of events) expect(fitEvent(things, event)).toEqual({ event, leftOut: [] })
      }),
    )
  })

  it('is every event that the properties of the join are about', () => {
    fc.assert(fc.property(anyEvent, (event) => expect(fitEvent(things, event)).toEqual({ event, leftOut: [] })))
  })

  it('is asked once: what it leaves stays as it is', () => {
    const cells = fc.dictionary(fc.constantFrom(...LISTED), fc.oneof(storableJson, fc.constant('\0'), fc.constant('12:00')))
    fc.assert(
      fc.property(anyEvent, cells, (event, forged) => {
        const { event: fitted } = fitEvent(things, event.type === 'observed' ? { ...event, cells: forged } : event)
        expect(fitted && fitEvent(things, fitted)).toEqual({ event: fitted, leftOut: [] })
      }),
    )
  })
})
