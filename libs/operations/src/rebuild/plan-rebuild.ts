import { NORMALIZER_GROUP, RAW_TOPIC, revisionOfNormalizer, source } from '@trellis/greenhouse'
import {
  generations,
  generationStateOf,
  listGenerations,
  positionsOf,
  rebuildReader,
  sumOffsets,
  type EventLog,
  type GenerationRecord,
  type ListedGeneration,
  type RebuildRequest,
} from '@trellis/runtime'
import { namedResource } from '../resources/named-resource.js'
import { Refusal } from '../refusal.js'
import type { Stores } from '../stores.js'
import { bytesOfResource } from './bytes-of-resource.js'

/** What a rebuild, a switch, a roll back or a drop would do as things stand; nothing is done. */
export interface RebuildPlan {
  /** The generation that readers have. */
  readonly current: number
  /** The one that is made, given to readers or dropped; that of `current` where one of its tables is made again. Null where there is none. */
  readonly generation: number | null
  /** An earlier rebuild has begun it, and this one goes on with it. */
  readonly isBegun: boolean
  readonly tables: number
  /** So many records of raw are read. */
  readonly rawRecords: number
  /** About so much room is taken on disk; negative: given back. */
  readonly bytes: number
  /** Why it would not be begun; null where nothing speaks against it. */
  readonly hindrance: string | null
}

type Asked = Pick<RebuildRequest, 'verb' | 'generation' | 'resource'>

/** Says what would be done, and throws a Refusal where the request makes no sense. */
export async function planRebuild({ log, pool }: Stores, asked: Asked): Promise<RebuildPlan> {
  if (asked.resource !== null) namedResource(asked.resource)
  const all = await generations(pool)
  const current = all.find(({ isCurrent }) => isCurrent)
  if (!current) throw new Refusal('conflict', 'There are no tables yet: start the warehouse-writer first')
  const known = { all, current, sizes: await listGenerations(pool) }
  switch (asked.verb) {
    case 'run':
      return asked.resource === null ? planAll({ log, pool }, known) : planOne({ log, pool }, known, asked.resource)
    case 'switch':
      return planSwitch({ log, pool }, known, asked.generation)
    case 'rollback':
      return planRollBack(known)
    case 'drop':
      return planDrop(known, asked.generation)
    default:
      return asked.verb satisfies never
  }
}

interface Known {
  readonly all: readonly GenerationRecord[]
  readonly current: GenerationRecord
  readonly sizes: readonly ListedGeneration[]
}

async function planAll(stores: Stores, { all, current, sizes }: Known): Promise<RebuildPlan> {
  const begun = all.find((each) => !each.isCurrent && each.switchedAtMs === undefined && isOfToday(each))
  return {
    current: current.number,
    generation: begun?.number ?? Math.max(...all.map(({ number }) => number)) + 1,
    isBegun: begun !== undefined,
    tables: source.resources.length,
    rawRecords: await recordsToRead(stores, begun && rebuildReader(begun.number)),
    bytes: Math.max(0, bytesOf(sizes, current.number) - (begun ? bytesOf(sizes, begun.number) : 0)),
    hindrance: await hindranceOf(stores.log),
  }
}

/** Declarations may have changed within a revision: then the rebuild itself begins from the start. */
function isOfToday({ asOfMs, revision }: GenerationRecord): boolean {
  return asOfMs === undefined && revision === source.revision
}

async function planOne(stores: Stores, { current }: Known, resource: string): Promise<RebuildPlan> {
  return {
    current: current.number,
    generation: current.number,
    isBegun: false,
    tables: 1,
    rawRecords: await recordsToRead(stores, undefined),
    bytes: await bytesOfResource(stores.pool, current.schema, namedResource(resource)),
    hindrance: await hindranceOf(stores.log),
  }
}

async function planSwitch(stores: Stores, { all, current }: Known, number: number | null): Promise<RebuildPlan> {
  const to = numbered(all, number)
  const state = generationStateOf(to)
  const isGiven = ['complete', 'previous'].includes(state)
  return {
    ...{ current: current.number, generation: to.number, isBegun: true, tables: source.resources.length, bytes: 0 },
    rawRecords: await recordsToRead(stores, rebuildReader(to.number)),
    hindrance: isGiven
      ? await hindranceOf(stores.log)
      : `Generation ${to.number} is ${state}: readers are not given it by a switch`,
  }
}

function planRollBack({ all, current }: Known): RebuildPlan {
  const before = all
    .filter((each) => generationStateOf(each) === 'previous')
    .toSorted((a, b) => (b.switchedAtMs ?? 0) - (a.switchedAtMs ?? 0))[0]
  return {
    ...{ current: current.number, generation: before?.number ?? null, isBegun: false, rawRecords: 0, bytes: 0 },
    tables: before ? source.resources.length : 0,
    hindrance: before ? null : 'There is no generation to go back to',
  }
}

function planDrop({ all, current, sizes }: Known, number: number | null): RebuildPlan {
  const dropped = numbered(all, number)
  return {
    ...{ current: current.number, generation: dropped.number, isBegun: false, rawRecords: 0, tables: source.resources.length },
    bytes: 0 - bytesOf(sizes, dropped.number),
    hindrance: dropped.isCurrent ? `Generation ${dropped.number} is what readers see: it is not dropped` : null,
  }
}

function numbered(all: readonly GenerationRecord[], number: number | null): GenerationRecord {
  const found = all.find((each) => each.number === number)
  if (!found) throw new Refusal('not found', `There is no generation ${number ?? 'without a number'}`)
  return found
}

function bytesOf(sizes: readonly ListedGeneration[], number: number): number {
  return sizes.find(({ generation }) => generation === number)?.bytes ?? 0
}

/** Raw's records that a reader has still before it; all, if none is named. */
async function recordsToRead({ log, pool }: Stores, reader: string | undefined): Promise<number> {
  const [starts, ends] = await Promise.all([log.startOffsets(RAW_TOPIC), log.endOffsets(RAW_TOPIC)])
  const positions = reader === undefined ? new Map<number, bigint>() : await positionsOf(pool, reader, RAW_TOPIC)
  const left = [...ends].map(([partition, end]) => {
    const from = positions.get(partition) ?? starts.get(partition) ?? 0n
    return end > from ? end - from : 0n
  })
  return sumOffsets(left)
}

/** What a rebuild looks at first (rule N1), as far as it can be said before it. */
async function hindranceOf(log: EventLog): Promise<string | null> {
  const starts = await log.startOffsets(RAW_TOPIC)
  if ([...starts.values()].some((offset) => offset > 0n))
    return `${RAW_TOPIC} no longer reaches back to its beginning: restore it first`
  const clients = await log.clientsOf(NORMALIZER_GROUP)
  // It is being joined: the rebuild waits for that.
  if (!clients) return null
  const ours = `revision ${source.revision}`
  if (clients.length === 0) return `No normalizer is live: start one that reads by ${ours} first`
  return clients.every((client) => revisionOfNormalizer(client) === source.revision)
    ? null
    : `Not every normalizer reads by ${ours}: deploy the normalizers first`
}
