import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's docs folder. */
export const docsFolder = fileURLToPath(new URL('../../../docs', import.meta.url))

/** Folders below docs/ whose files, of one kind, are generated and nothing else. */
const GENERATED: Readonly<Record<string, string>> = { contracts: '.json', tables: '.md' }

/** Writes generated files below a docs folder, and takes away contracts and pages that are no longer generated. Returns the paths that changed. */
export async function writeDocuments(docs: string, documents: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const outdated = await differences(docs, documents)
  for (const folder of Object.keys(GENERATED)) await mkdir(join(docs, folder), { recursive: true })
  for (const path of outdated) {
    const text = documents.get(path)
    await (text === undefined ? rm(join(docs, path)) : writeFile(join(docs, path), text))
  }
  return outdated
}

/** The paths below a docs folder that are not as they would be generated: missing, different, or there without need. */
export async function differences(docs: string, documents: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const different = [...(await needless(docs, documents))]
  for (const [path, text] of documents) {
    const file = join(docs, path)
    if (!existsSync(file) || (await readFile(file, 'utf8')) !== text) different.push(path)
  }
  return different.toSorted()
}

async function needless(docs: string, documents: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const paths: string[] = []
  for (const [folder, kind] of Object.entries(GENERATED)) {
    const there = existsSync(join(docs, folder)) ? await readdir(join(docs, folder)) : []
    paths.push(...there.filter((name) => name.endsWith(kind)).map((name) => `${folder}/${name}`))
  }
  return paths.filter((path) => !documents.has(path))
}
