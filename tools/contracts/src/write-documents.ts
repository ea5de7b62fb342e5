import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's docs folder. */
export const docsFolder = fileURLToPath(new URL('../../../docs', import.meta.url))

/** Writes generated files below a docs folder, and takes away contracts that are no longer generated. Returns the paths that changed. */
export async function writeDocuments(docs: string, documents: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const outdated = await differences(docs, documents)
  await mkdir(join(docs, 'contracts'), { recursive: true })
  for (const path of outdated) {
    const text = documents.get(path)
    await (text === undefined ? rm(join(docs, path)) : writeFile(join(docs, path), text))
  }
  return outdated
}

/** The paths below a docs folder that are not as they would be generated: missing, different, or there without need. */
export async function differences(docs: string, documents: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const there = existsSync(join(docs, 'contracts')) ? await readdir(join(docs, 'contracts')) : []
  const needless = there.filter((name) => name.endsWith('.json') && !documents.has(`contracts/${name}`))
  const different: string[] = needless.map((name) => `contracts/${name}`)
  for (const [path, text] of documents) {
    const file = join(docs, path)
    if (!existsSync(file) || (await readFile(file, 'utf8')) !== text) different.push(path)
  }
  return different.toSorted()
}
