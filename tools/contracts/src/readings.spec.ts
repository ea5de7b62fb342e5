import { describe, expect, it } from '@jest/globals'
import { offers, source } from '@trellis/greenhouse'
import { text, type Resource, type Source } from '@trellis/pipeline'
import { objectionsToReadings, outdatedReadings, readingsFolder } from './kept-readings.js'
import { bodies, missingRevision, readingsOf } from './readings.js'

/** The declarations with another reading of offers. */
function withOffers(columns: Resource['columns'], revision = source.revision): Source {
  const changed: Resource = { ...offers, columns }
  return { ...source, revision, resources: source.resources.map((of) => (of.name === 'offers' ? changed : of)) }
}

const corrected = withOffers({ ...offers.columns, status: text('offer_status', 'status') })

describe('the readings of the declarations', () => {
  it('are the kept ones, or come with a raised revision (rule N1)', async () => {
    expect(await objectionsToReadings(readingsFolder)).toEqual([])
  })

  it('are written down: `npm run contracts` does it', async () => {
    expect([...(await outdatedReadings(readingsFolder)).keys()]).toEqual([])
  })

  it('may not change without a raised revision, and the objection names the file to edit', async () => {
    const [objection, ...rest] = await objectionsToReadings(readingsFolder, corrected)
    expect(objection).toMatch(/^offers reads .*record offers-v1 1.* differently than revision \d+ of/)
    expect(objection).toContain(`raise \`revision\` in libs/greenhouse/src/source.ts to ${source.revision + 1}`)
    expect(rest).toEqual([])
  })

  it('may change with a raised revision', async () => {
    expect(await objectionsToReadings(readingsFolder, { ...corrected, revision: source.revision + 1 })).toEqual([])
  })

  it('may be others where the fixture is another or is new', () => {
    const kept = { bodies: { ...bodies() }, of: readingsOf(offers, source) }
    const today = { bodies: bodies(), of: readingsOf(offers, corrected) }
    for (const fixture of Object.keys(kept.of.readings)) kept.bodies[fixture] = 'another'
    expect(missingRevision('offers', kept, today)).toBeUndefined()
    expect(missingRevision('offers', { bodies: {}, of: { revision: source.revision, readings: {} } }, today)).toBeUndefined()
  })

  it('may not stop or begin without a raised revision', () => {
    const today = { bodies: bodies(), of: readingsOf(offers, source) }
    const [first = ''] = Object.keys(today.of.readings)
    const { [first]: _, ...fewer } = today.of.readings
    const silent = { bodies: bodies(), of: { ...today.of, readings: fewer } }
    expect(missingRevision('offers', silent, today)).toContain(`offers reads ${first} differently`)
    expect(missingRevision('offers', today, silent)).toContain(`offers reads ${first} differently`)
  })
})
