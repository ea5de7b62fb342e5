import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject, parseJson, type JsonObject } from '@trellis/pipeline'
import { CONTRACT_VERSION } from './contract-version.js'
import { canonical } from './schema-incompatibilities.js'
import { written, type Contracts } from './documents.js'
import { incompatibilities } from './incompatibilities.js'

/** Published contracts by version, as they are kept in docs/contracts/published. */
export type Published = ReadonlyMap<string, Contracts>

/** Reads what is published below a docs folder. Throws an Error where a file is no JSON object. */
export async function readPublished(docs: string): Promise<Published> {
  const home = publishedIn(docs)
  const versions = existsSync(home) ? await readdir(home) : []
  return new Map(await Promise.all(versions.map(async (version) => [version, await readContracts(join(home, version))] as const)))
}

/**
 * Why these contracts may not stand beside what is published: an incompatible change against any version, or a change of a published one.
 * Nothing where they may.
 */
export function objections(published: Published, contracts: Contracts): readonly string[] {
  const broken = [...published].flatMap(([version, before]) =>
    incompatibilities(before, contracts).map((what) => `incompatible with ${version}: ${what}`),
  )
  const kept = published.get(CONTRACT_VERSION)
  const isChanged = kept !== undefined && canonical(kept) !== canonical(contracts)
  return isChanged ? [...broken, `${CONTRACT_VERSION} is published and never changes: raise CONTRACT_VERSION`] : broken
}

/** Keeps the contracts as the published version that they carry. Throws an Error that names the objections. */
export async function publish(docs: string, contracts: Contracts): Promise<string> {
  const why = objections(await readPublished(docs), contracts)
  if (why.length > 0) throw new Error(`Not published:\n${why.join('\n')}`)
  const home = join(publishedIn(docs), CONTRACT_VERSION)
  await mkdir(home, { recursive: true })
  await Promise.all(Object.entries(contracts).map(([name, contract]) => writeFile(join(home, name), written(contract))))
  return home
}

function publishedIn(docs: string): string {
  return join(docs, 'contracts', 'published')
}

async function readContracts(dir: string): Promise<Contracts> {
  const read = async (name: string): Promise<readonly [string, JsonObject]> => {
    const contract = parseJson(await readFile(join(dir, name), 'utf8'))
    if (!isObject(contract)) throw new Error(`${join(dir, name)} is no JSON object`)
    return [name, contract]
  }
  return Object.fromEntries(await Promise.all((await readdir(dir)).map(read)))
}
