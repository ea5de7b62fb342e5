import { describe, expect, it } from '@jest/globals'
import {
  addressesIn,
  asSentence,
  channelChange,
  factInWords,
  lastedInWords,
  namesInWords,
  targetTyped,
} from './alert-in-words.js'

const NOTHING = { to: '', url: '', secret: '' }

describe('an alert in words', () => {
  it('names ten things, and says how many more there are', () => {
    const names = Array.from({ length: 12 }, (_, at) => `list${at}`)
    expect(namesInWords(names.slice(0, 2))).toBe('list0, list1')
    expect(namesInWords(names)).toBe(`${names.slice(0, 10).join(', ')} and 2 more`)
  })

  it('does not say zero for what is not known', () => {
    expect(factInWords({ count: 0, names: null })).toBe('0')
    expect(factInWords({ count: null, names: null })).toBe('unknown')
    expect(factInWords({ count: null, names: ['offers'] })).toBe('offers')
  })

  it('lasted from its beginning to its end', () => {
    const since = '2026-11-30T17:00:00.000Z'
    expect(lastedInWords({ since, recoveredAt: '2026-11-30T17:30:00.000Z' })).toBe('30 min')
    expect(lastedInWords({ since, recoveredAt: null })).toBe('still open')
  })

  it('is a sentence', () => {
    expect(asSentence('removals that wait')).toBe('Removals that wait.')
  })
})

describe('what is typed of a channel', () => {
  it('are addresses between commas, blanks and lines', () => {
    expect(addressesIn(' ada@acme.example,\nbo@acme.example; ')).toEqual(['ada@acme.example', 'bo@acme.example'])
  })

  it('is sent as far as its kind has it', () => {
    const typed = { to: 'ada@acme.example', url: ' https://example.com/x ', secret: 'sixteen letters.' }
    expect(targetTyped('email', typed)).toEqual({ to: ['ada@acme.example'] })
    expect(targetTyped('webhook', typed)).toEqual({ url: 'https://example.com/x', secret: 'sixteen letters.' })
    expect(targetTyped('slack', typed)).toEqual({ url: 'https://example.com/x' })
    expect(targetTyped('webhook', NOTHING)).toEqual({})
    expect(targetTyped('email', NOTHING)).toEqual({})
  })

  it('changes what is another than before, and nothing else', () => {
    const channel = { name: 'On call', kind: 'slack', isPaused: false, version: 3 } as const
    expect(channelChange(channel, { ...NOTHING, name: ' On call ', isPaused: false })).toEqual({ version: 3 })
    expect(channelChange(channel, { ...NOTHING, name: 'Night', isPaused: true })).toEqual({
      ...{ version: 3, name: 'Night', isPaused: true },
    })
    expect(channelChange(channel, { ...NOTHING, url: 'https://example.com', name: 'On call', isPaused: false })).toEqual({
      ...{ version: 3, url: 'https://example.com' },
    })
  })
})
