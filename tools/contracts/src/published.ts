import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject, parseJson, type JsonObject } from '@trellis/pipeline'
import { written, type Contracts, type Published } from './contract.js'
import { incompatibilities } from './incompatibilities.js'
import { versionOf } from './versioned.js'

/** Reads what is published below a docs folder. Throws an Error where a file is no JSON object. */
export async function readPublished(docs: string): Promise<Published> {
  const home = publishedIn(docs)
  const names = existsSync(home) ? await readdir(home) : []
  return new Map(await Promise.all(names.map(async (name) => [`${name}.json`, await readVersions(join(home, name))] as const)))
}

/** Why these contracts may not stand beside what is published: an incompatible change against any version. Nothing where they may. */
export function objections(published: Published, contracts: Contracts): readonly string[] {
  return [...published].flatMap(([file, versions]) =>
    [...versions].flatMap(([version, before]) =>
      incompatibilities({ [file]: before }, contracts).map((what) => `incompatible with ${version}: ${what}`),
    ),
  )
}

/** Keeps each contract whose version is not published yet, and returns their paths. Throws an Error that names the objections. */
export async function publish(docs: string, contracts: Contracts): Promise<readonly string[]> {
  const published = await readPublished(docs)
  const why = objections(published, contracts)
  if (why.length > 0) throw new Error(`Not published:\n${why.join('\n')}`)
  const fresh = Object.entries(contracts).filter(([file, contract]) => !published.get(file)?.has(versionOf(file, contract)))
  return Promise.all(
    fresh.map(async ([file, contract]) => {
      const home = join(publishedIn(docs), file.replace('.json', ''))
      await mkdir(home, { recursive: true })
      const path = join(home, `${versionOf(file, contract)}.json`)
      await writeFile(path, written(contract))
      return path
    }),
  )
}

function publishedIn(docs: string): string {
  return join(docs, 'contracts', 'published')
}

async function readVersions(dir: string): Promise<ReadonlyMap<string, JsonObject>> {
  const read = async (name: string): Promise<readonly [string, JsonObject]> => {
    const contract = parseJson(await readFile(join(dir, name), 'utf8'))
    if (!isObject(contract)) throw new Error(`${join(dir, name)} is no JSON object`)
    return [name.replace('.json', ''), contract]
  }
  return new Map(await Promise.all((await readdir(dir)).map(read)))
}
