import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC, source } from '@trellis/greenhouse'
import {
  apply,
  decodeRaw,
  EMPTY_ROW,
  entityOf,
  expand,
  normalize,
  rowOfStored,
  selectRows,
  sparse,
  type Row,
  type StoredRow,
} from '@trellis/pipeline'
import { until } from '@trellis/local'
import { generations, holdLease, positionsOf, requireCurrentGeneration } from '@trellis/runtime'
import { givenIn } from '@trellis/runtime/testing'
import { readRaw, rebuildWorld, type RebuildWorld } from '../testing/rebuild-world.js'
import { dropGeneration } from './drop-generation.js'
import { rebuildResource } from './rebuild-resource.js'
import { rollBack } from './roll-back.js'
import { runRebuild } from './run-rebuild.js'
import { snapshotPoint, switchGeneration } from './switch-generation.js'

let world: RebuildWorld
const SWITCHING = { isSwitched: true, onDependents: 'refuse' } as const

beforeAll(async () => {
  world = await rebuildWorld()
  await world.append([0, 1, 2])
  await world.write()
})
afterAll(() => world.close())

describe('N1 a rebuild starts when normalizers of its revision are live', () => {
  it('and says what it waits for where none is', async () => {
    await expect(world.asRebuild((ports) => runRebuild(ports, SWITCHING))).rejects.toThrow('No normalizer is live')
    expect(await generations(world.ops.pool)).toHaveLength(1)
  })

  it('and names the one that reads by older declarations', async () => {
    const old = await world.normalizer(source.revision - 1)
    await expect(world.asRebuild((ports) => runRebuild(ports, SWITCHING))).rejects.toThrow(
      `a normalizer of revision ${source.revision - 1} is live`,
    )
    await old.close()
    await world.normalizer()
  })
})

describe('Tables are a function of raw', () => {
  it('a rebuild of an idle system changes no cell, and readers are given the new tables', async () => {
    const before = await world.contents('recruiting_g1')
    await world.asRebuild((ports) => runRebuild(ports, SWITCHING))
    expect(await world.contents('recruiting_g2')).toEqual(before)
    expect(Object.values(before).flat().length).toBeGreaterThan(100)
    const { rows } = await world.ops.pool.query(
      `select distinct view_definition ~ 'recruiting_g2' as is_new from information_schema.views where table_schema like 'recruiting%'`,
    )
    expect([(await requireCurrentGeneration(world.ops.pool)).number, rows]).toEqual([2, [{ is_new: true }]])
  })

  it('and says so, table by table', () => {
    const parity = world.reported.find(({ event }) => event === 'parity')
    const resources = parity?.event === 'parity' ? parity.resources : []
    expect(resources.map(({ same }) => same)).toEqual(source.resources.map(() => true))
    expect(resources.every(({ before, after }) => before?.checksum === after?.checksum)).toBe(true)
  })

  it('the writer goes on at positions that were noted before raw was read to its end', async () => {
    const ends = await world.log.endOffsets('greenhouse.offers')
    expect(await positionsOf(world.ops.pool, 'warehouse-writer/g2', 'greenhouse.offers')).toEqual(ends)
  })

  it('one table alone is rebuilt, and changes no cell either', async () => {
    const before = await world.contents('recruiting_g2')
    await world.ops.pool.query(
      `update recruiting_g2.offers set status = 'wrong'; delete from recruiting_g2.offers where ctid = (select min(ctid) from recruiting_g2.offers)`,
    )
    await world.asRebuild((ports) => rebuildResource(ports, 'offers', 'refuse'))
    expect(await world.contents('recruiting_g2')).toEqual(before)
    const { rows } = await world.ops.pool.query(`select count(*)::int as n from recruiting.offers where status = 'wrong'`)
    const { rows: schemas } = await world.ops.pool.query(`select nspname from pg_namespace where nspname ~ '_(new|old)$'`)
    expect([rows, schemas]).toEqual([[{ n: 0 }], []])
  })

  it('goes on where it was interrupted', async () => {
    const half = await world.log.endOffsets(RAW_TOPIC)
    await world.asRebuild(async (ports) => {
      const failing = { ...ports, report: (event: { event: string }) => failAfter(event) }
      await expect(runRebuild(failing, SWITCHING)).rejects.toThrow('killed')
    })
    await world.asRebuild((ports) => runRebuild(ports, SWITCHING))
    const begun = world.reported.findLast(({ event }) => event === 'generation')
    expect([begun, (await requireCurrentGeneration(world.ops.pool)).number]).toMatchObject([{ generation: 3, resumed: true }, 3])
    expect(await world.contents('recruiting_g3')).toEqual(await world.contents('recruiting_g2'))
    expect(await positionsOf(world.ops.pool, 'rebuild/g3', RAW_TOPIC)).toEqual(half)

    function failAfter({ event }: { event: string }): void {
      if (event === 'complete') throw new Error('killed')
    }
  })

  it('readers are given back what they had before, at once, and what is not needed any more is dropped', async () => {
    await world.asRebuild((ports) => rollBack(ports, 'refuse'))
    expect((await requireCurrentGeneration(world.ops.pool)).number).toBe(2)
    await expect(dropGeneration(world.ops.pool, 2)).rejects.toThrow('is what readers see')
    await dropGeneration(world.ops.pool, 3)
    expect((await generations(world.ops.pool)).map(({ number }) => number)).toEqual([1, 2])
  })

  it('keeps its lease while raw is read to its end, however long that takes', async () => {
    const { pool } = world.ops
    const [generation] = await generations(pool)
    const lease = await holdLease(pool, 'rebuild', 'spec', 600)
    if (!generation || !lease) throw new Error('there is nothing to switch to, or another rebuild runs')
    const expiry = async (): Promise<number> => {
      const { rows } = await pool.query<{ at: Date }>(`select expires_at as at from ops.lease where name = 'rebuild'`)
      return rows[0]?.at.getTime() ?? 0
    }
    const begun = await expiry()
    const isRenewed = async (): Promise<boolean> => (await expiry()) > begun + 600
    const catchUp = async (): Promise<undefined> => {
      await until(isRenewed, { what: 'the lease to be renewed' })
    }
    const how = { pool, to: generation, lease, report: () => undefined, onDependents: 'refuse', catchUp } as const
    await switchGeneration({ ...how, completeSince: await snapshotPoint(pool) })
    expect((await requireCurrentGeneration(pool)).number).toBe(generation.number)
    await lease.release()
    await world.asRebuild((ports) => rollBack(ports, 'refuse'))
  })
})

describe('N4 as of an instant', () => {
  it('shows the fold of what was appended until then, and readers keep what they have', async () => {
    const records = (await readRaw(world.log)).map(({ appendedAtMs }) => appendedAtMs).toSorted((a, b) => a - b)
    const asOfMs = records[Math.floor(records.length / 2)] ?? 0
    await world.append([3])
    await world.asRebuild((ports) => runRebuild(ports, { ...SWITCHING, asOfMs }))
    const [made] = (await generations(world.ops.pool)).filter((each) => each.asOfMs !== undefined)
    expect(made).toMatchObject({ asOfMs, isCurrent: false })
    expect(await tableRows(made?.schema ?? '')).toEqual(await foldedUntil(asOfMs))
    const { rows } = await world.ops.pool.query(`select (select count(*) from recruiting_as_of.candidates)::int as n`)
    expect(rows).not.toEqual([{ n: 0 }])
    await dropGeneration(world.ops.pool, made?.number ?? 0)
    const { rows: left } = await world.ops.pool.query(`select to_regnamespace('recruiting_as_of') as schema`)
    expect([left, (await requireCurrentGeneration(world.ops.pool)).number]).toEqual([[{ schema: null }], 2])
  })
})

describe('N5 a connection that was removed, or never registered', () => {
  it('is skipped by a rebuild, though its events are on raw', async () => {
    for (const connection of ['gone', 'made up']) await world.append([0], connection)
    await givenIn(world.ops, 'gone').connection({ removedAt: new Date() })
    await world.asRebuild((ports) => runRebuild(ports, SWITCHING))
    const rows = Object.values(
      await world.contents((await requireCurrentGeneration(world.ops.pool)).schema),
    ).flat() as readonly StoredRow[]
    expect(new Set(rows.map(({ connection_id }) => connection_id))).toEqual(new Set(['acme']))
  })
})

async function tableRows(schema: string): Promise<Readonly<Record<string, Row>>> {
  const all: [string, Row][] = []
  for (const of of source.resources) {
    const { rows } = await world.ops.pool.query<StoredRow>(selectRows(schema, of))
    all.push(...rows.map((one): [string, Row] => [`${of.name}/${entityOf(of, one).key}`, rowOfStored(of, one)]))
  }
  return Object.fromEntries(all)
}

/** The same by the pure core alone. */
async function foldedUntil(asOfMs: number): Promise<Readonly<Record<string, Row>>> {
  const rows = new Map<string, { readonly of: (typeof source.resources)[number]; readonly row: Row }>()
  for (const { message, position, appendedAtMs } of await readRaw(world.log)) {
    const raw = decodeRaw(message, position, appendedAtMs)
    if (!raw || appendedAtMs > asOfMs) continue
    for (const event of normalize(source, raw).events) {
      const of = source.resources.find(({ name }) => name === event.resource)
      const name = `${event.resource}/${event.key}`
      if (of) rows.set(name, { of, row: apply(rows.get(name)?.row ?? EMPTY_ROW, event) })
    }
  }
  return Object.fromEntries([...rows].map(([name, { of, row }]) => [name, expand(of, sparse(of, row))]))
}
