import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { resources } from '@trellis/greenhouse'
import { CONTRACT_VERSION } from './contract-version.js'
import { contracts, documents } from './documents.js'
import { objections, publish, readPublished } from './published.js'
import { differences, docsFolder, writeDocuments } from './write-documents.js'

let docs: string

beforeEach(async () => {
  docs = await mkdtemp(join(tmpdir(), 'contracts-'))
})

afterEach(() => rm(docs, { recursive: true }))

describe('docs/', () => {
  it('is as the declarations make it; `npm run contracts` makes it so', async () => {
    expect(await differences(docsFolder, documents())).toEqual([])
  })

  it('holds contracts that break none of the published ones', async () => {
    expect(objections(await readPublished(docsFolder), contracts())).toEqual([])
  })
})

describe('writing', () => {
  it('changes what differs, adds what is missing, takes away what is no longer made, and leaves what is published', async () => {
    await publish(docs, contracts())
    await writeDocuments(docs, documents())
    await writeFile(join(docs, 'tables.md'), 'other')
    await writeFile(join(docs, 'contracts', 'gone.json'), '{}')
    await rm(join(docs, 'contracts', 'offers.json'))
    expect(await writeDocuments(docs, documents())).toEqual(['contracts/gone.json', 'contracts/offers.json', 'tables.md'])
    expect(await differences(docs, documents())).toEqual([])
    expect(await readdir(join(docs, 'contracts', 'published'))).toEqual([CONTRACT_VERSION])
  })
})

describe('publishing', () => {
  it('keeps the contracts as they are, once and for all', async () => {
    await publish(docs, contracts())
    expect(await readPublished(docs)).toEqual(new Map([[CONTRACT_VERSION, contracts()]]))
    await expect(publish(docs, contracts())).resolves.toBeDefined()
  })

  it('refuses another contract under the same version', async () => {
    await publish(docs, contracts(resources.slice(1)))
    await expect(publish(docs, contracts())).rejects.toThrow(`${CONTRACT_VERSION} is published and never changes`)
  })

  it('refuses what an older version cannot live with, also where a newer one can', () => {
    const [first, ...rest] = resources
    const published = new Map([
      ['0.8.0', contracts(first ? [first] : [])],
      ['0.9.0', contracts(rest)],
    ])
    expect(objections(published, contracts(rest))).toContain(`incompatible with 0.8.0: ${first?.name ?? ''}.json: removed`)
    expect(objections(published, contracts())).toEqual([])
  })
})
