import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { offers, source } from '@trellis/greenhouse'
import { text, type Resource, type Source } from '@trellis/pipeline'
import { keepReadings, objectionsToReadings, outdatedReadings, readingsFolder } from './kept-readings.js'
import { bodies, missingRevision, movedResources, readingsOf } from './readings.js'

/** The declarations with another reading of offers. */
function withOffers(columns: Resource['columns'], revision = source.revision): Source {
  const changed: Resource = { ...offers, columns }
  return { ...source, revision, resources: source.resources.map((of) => (of.name === 'offers' ? changed : of)) }
}

const resourceOf = (changed: Source): Resource => changed.resources.find(({ name }) => name === 'offers') ?? offers

const corrected = withOffers({ ...offers.columns, status: text('offer_status', 'status') })

describe('the readings of a new resource', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'readings-'))
    await keepReadings(folder)
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('may not claim a webhook that was there without a raised revision', async () => {
    await rm(join(folder, 'offers.json'))
    const [objection, ...rest] = await objectionsToReadings(folder)
    expect(objection).toMatch(/^offers reads webhook .* differently than revision \d+ of/)
    expect(objection).toContain('raise `revision` in libs/greenhouse/src/source.ts')
    expect(rest).toEqual([])
    expect(await objectionsToReadings(folder, { ...source, revision: source.revision + 1 })).toEqual([])
  })

  it('may come with its own records', async () => {
    await rm(join(folder, 'tracking_links.json'))
    const kept = JSON.parse(await readFile(join(folder, 'bodies.json'), 'utf8')) as Record<string, string>
    const before = Object.entries(kept).filter(([name]) => !name.startsWith('record tracking_links'))
    await writeFile(join(folder, 'bodies.json'), JSON.stringify(Object.fromEntries(before)))
    expect(await objectionsToReadings(folder)).toEqual([])
  })
})

describe('the list of the resources', () => {
  it('has a new one at its end, and the objection names the file to edit', () => {
    expect(movedResources(['offers', 'users'], ['offers', 'users', 'jobs'])).toEqual([])
    expect(movedResources(['offers', 'users'], ['offers', 'jobs', 'users'])).toEqual([
      'jobs stands before users in libs/greenhouse/src/resources/index.ts: put a new resource at the end of the list, or event ids change',
    ])
  })

  it('is held to what was kept', async () => {
    const [first, second, ...others] = source.resources.flatMap((of) => [of])
    const swapped = [second, first, ...others].filter((of) => of !== undefined)
    const objections = await objectionsToReadings(readingsFolder, source, swapped)
    expect(objections).toHaveLength(1)
    expect(objections[0]).toContain(`${second?.name} stands before ${first?.name} in`)
  })
})

describe('the readings of the declarations', () => {
  it('are the kept ones, or come with a raised revision (rule N1)', async () => {
    expect(await objectionsToReadings(readingsFolder)).toEqual([])
  })

  it('are written down: `npm run contracts` does it', async () => {
    const outdated = [...(await outdatedReadings(readingsFolder)).keys()]
    expect(outdated.map((file) => `libs/greenhouse/readings/${file} is outdated: run \`npm run contracts\``)).toEqual([])
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

  it('may not have a new column without a raised revision: a body on a log may have had the field before any fixture', () => {
    const kept = { bodies: bodies(), of: readingsOf(offers, source) }
    const renamed = withOffers({ ...offers.columns, approved_on: text('sent_on') })
    const today = { bodies: {}, of: readingsOf(resourceOf(renamed), renamed) }
    const objection = missingRevision('offers', kept, today)
    expect(objection).toMatch(/^offers has the new column approved_on, which bodies on a log may carry already: raise `revision`/)
    expect(objection).toContain('libs/greenhouse/src/source.ts')
    const raised = { ...today, of: { ...today.of, revision: source.revision + 1 } }
    expect(missingRevision('offers', kept, raised)).toBeUndefined()
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
