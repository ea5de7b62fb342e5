import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { resources as allResources, source as today } from '@trellis/greenhouse'
import type { Resource, Source } from '@trellis/pipeline'
import { bodies, missingRevision, movedResources, readingsOf, type Bodies, type Readings } from './readings.js'

/** Where the readings are kept, a file per resource. */
export const readingsFolder = fileURLToPath(new URL('../../../libs/greenhouse/readings', import.meta.url))

/** The name under which the digests of the fixtures' bodies are kept beside the resources. */
const BODIES = 'bodies'

/** The name under which the order of the resources is kept: it numbers what one webhook says of several of them. */
const ORDER = 'order'

/** Why today's readings may not be kept, a sentence per resource that names what to edit; none where they may. */
export async function objectionsToReadings(
  folder: string,
  source: Source = today,
  resources: readonly Resource[] = allResources,
): Promise<readonly string[]> {
  const keptBodies = await read<Bodies>(folder, BODIES)
  if (keptBodies === undefined) return []
  const kept = await Promise.all(resources.map((of) => read<Readings>(folder, of.name)))
  // A resource that was not there said nothing of any body.
  const silent: Readings = { revision: Math.max(...kept.map((of) => of?.revision ?? 0)), readings: {} }
  const objections = resources.map((of, index) =>
    missingRevision(of.name, { bodies: keptBodies, of: kept[index] ?? silent }, { bodies: bodies(), of: readingsOf(of, source) }),
  )
  const order = movedResources((await read<readonly string[]>(folder, ORDER)) ?? [], namesOf(resources))
  return [...order, ...objections.filter((why) => why !== undefined)]
}

/** The files whose text is not what today's declarations make it, each with that text; `undefined` for one that is no longer wanted. */
export async function outdatedReadings(folder: string): Promise<ReadonlyMap<string, string | undefined>> {
  const outdated = new Map<string, string | undefined>()
  const wanted = new Map<string, Readings | Bodies | readonly string[]>([
    [BODIES, bodies()],
    [ORDER, namesOf(allResources)],
    ...allResources.map((of) => [of.name, readingsOf(of, today)] as const),
  ])
  const there = existsSync(folder) ? await readdir(folder) : []
  for (const file of there) if (!wanted.has(file.replace(/\.json$/, ''))) outdated.set(file, undefined)
  for (const [name, value] of wanted) {
    const kept = await read<object>(folder, name)
    // The revision is the one that read so first: a raise for the sake of one resource changes the files of no other.
    const isSame = JSON.stringify(withoutRevision(kept)) === JSON.stringify(withoutRevision(value))
    if (!isSame) outdated.set(`${name}.json`, `${JSON.stringify(value, undefined, 2)}\n`)
  }
  return outdated
}

/** Writes what is outdated and returns the names of those files. Ask {@link objectionsToReadings} first. */
export async function keepReadings(folder: string): Promise<readonly string[]> {
  const outdated = await outdatedReadings(folder)
  await mkdir(folder, { recursive: true })
  for (const [file, text] of outdated) await (text === undefined ? rm(join(folder, file)) : writeFile(join(folder, file), text))
  return [...outdated.keys()]
}

function namesOf(resources: readonly Resource[]): readonly string[] {
  return resources.map(({ name }) => name)
}

function withoutRevision(value: object | undefined): object | undefined {
  return value && { ...value, revision: undefined }
}

async function read<T>(folder: string, name: string): Promise<T | undefined> {
  const file = join(folder, `${name}.json`)
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as T) : undefined
}
