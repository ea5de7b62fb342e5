import { describe, expect, it } from '@jest/globals'
import { proofInWords, rowInWords, whyCommand, withheldInWords } from './why-in-words.js'

const report = { at: '', kind: 'webhook', action: 'offer_updated', rawId: 'r', revision: 1, isSo: true, position: null }
const position = { topic: 'greenhouse.raw', partition: 2, offset: '14' }
const row = { connection: 'acme', resource: 'offers', key: '7', listed: null, cells: [], removal: null }

describe('an explanation in words', () => {
  it('sets a row that is not known apart from one that was removed', () => {
    expect(rowInWords({ ...row, state: 'unknown' })).toBe('The tables know nothing of offers 7 of acme.')
    expect(rowInWords({ ...row, state: 'removed', removal: { by: 'merge', report } })).toContain('was removed, by merge')
  })

  it('sets a raw event that was not found apart from one that says something else', () => {
    expect(proofInWords(report)).toBe('raw event not found near its time')
    expect(proofInWords({ ...report, position })).toBe('says just that: greenhouse.raw/2 at 14')
    expect(proofInWords({ ...report, position, isSo: false })).toContain('something else')
  })

  it('names the right that is lacking, and the command', () => {
    expect(withheldInWords('raw')).toBe('not shown: needs the right to raw bodies')
    expect(whyCommand({ resource: 'offers', key: '7', connection: 'acme' })).toBe(
      'npm run trellis -- explain offers 7 --connection acme',
    )
    expect(whyCommand({})).toBe('npm run trellis -- explain <resource> <id>')
  })
})
