import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { resources } from '@trellis/greenhouse'
import { text, type Resource } from '@trellis/pipeline'
import { contracts, documents } from './documents.js'
import { objections, publish, readPublished } from './published.js'
import { versioned, versionOf } from './versioned.js'
import { differences, docsFolder, writeDocuments } from './write-documents.js'

let docs: string

beforeEach(async () => {
  docs = await mkdtemp(join(tmpdir(), 'contracts-'))
})

afterEach(() => rm(docs, { recursive: true }))

describe('docs/', () => {
  it('is as the declarations make it; `npm run contracts` makes it so', async () => {
    const outdated = await differences(docsFolder, documents(await readPublished(docsFolder)))
    expect(outdated.map((path) => `docs/${path} is outdated: run \`npm run contracts\``)).toEqual([])
  })

  it('holds contracts that break none of the published ones', async () => {
    expect(objections(await readPublished(docsFolder), contracts())).toEqual([])
  })

  it('holds published contracts that carry the version of their file', async () => {
    const wrong = [...(await readPublished(docsFolder))].flatMap(([file, versions]) =>
      [...versions].flatMap(([version, contract]) => (versionOf(file, contract) === version ? [] : [`${file} ${version}`])),
    )
    expect(wrong).toEqual([])
  })
})

describe('writing', () => {
  it('changes what differs, adds what is missing, takes away what is no longer made, and leaves what is published', async () => {
    await publish(docs, versioned(contracts(), new Map()))
    const wanted = documents(await readPublished(docs))
    await writeDocuments(docs, wanted)
    await writeFile(join(docs, 'tables.md'), 'other')
    await writeFile(join(docs, 'contracts', 'gone.json'), '{}')
    await writeFile(join(docs, 'tables', 'gone.md'), '')
    await rm(join(docs, 'contracts', 'offers.json'))
    const changed = ['contracts/gone.json', 'contracts/offers.json', 'tables.md', 'tables/gone.md']
    expect(await writeDocuments(docs, wanted)).toEqual(changed)
    expect(await differences(docs, wanted)).toEqual([])
    expect(await readdir(join(docs, 'contracts', 'published', 'offers'))).toEqual(['1.0.0.json'])
  })
})

describe('publishing', () => {
  const withNickname = (of: Resource): Resource =>
    of.name === 'offers' ? { ...of, columns: { ...of.columns, nickname: text('nickname').describe('A name.') } } : of

  it('keeps the contracts as they are, once and for all', async () => {
    await publish(docs, versioned(contracts(), new Map()))
    const published = await readPublished(docs)
    expect(Object.fromEntries([...published].map(([file, versions]) => [file, versions.get('1.0.0')]))).toEqual(
      versioned(contracts(), new Map()),
    )
    expect(await publish(docs, versioned(contracts(), published))).toEqual([])
  })

  it('gives a new column of one resource a new version of that contract, and of no other', async () => {
    await publish(docs, versioned(contracts(), new Map()))
    const published = await readPublished(docs)
    const changed = versioned(contracts(resources.map(withNickname)), published)
    expect(versionOf('offers.json', changed['offers.json'] ?? {})).toBe('1.1.0')
    expect((await publish(docs, changed)).map((path) => path.replace(docs, ''))).toEqual([
      '/contracts/published/offers/1.1.0.json',
    ])
  })

  it('counts minor versions as numbers', () => {
    const published = new Map([['offers.json', new Map(['1.9.0', '1.10.0'].map((version) => [version, { version }]))]])
    expect(versionOf('offers.json', versioned({ 'offers.json': { more: true } }, published)['offers.json'] ?? {})).toBe('1.11.0')
  })

  it('refuses what an older version cannot live with, also where a newer one can', async () => {
    const { 'offers.json': offers = {} } = versioned(contracts(), new Map())
    const moved = { ...offers, 'x-topic': 'elsewhere' }
    const published = new Map([['offers.json', new Map(Object.entries({ '1.0.0': moved, '1.1.0': offers }))]])
    expect(objections(published, contracts())).toEqual([
      'incompatible with 1.0.0: offers.json: topic changed from "elsewhere" to "greenhouse.offers"',
    ])
    expect(objections(published, {})).toContain('incompatible with 1.1.0: offers.json: removed')
  })
})
