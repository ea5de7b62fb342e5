import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { resources } from '@trellis/greenhouse'
import type { OwnOps } from '@trellis/runtime/testing'
import { batchOf, gone, offer } from './testing/canonical-batch.js'
import { preparedOps } from './testing/registered-ops.js'
import { Writer } from './writer.js'

describe('the history that the writer keeps', () => {
  let ops: OwnOps
  let writer: Writer

  beforeAll(async () => {
    ops = await preparedOps()
    writer = new Writer(ops.pool)
    await writer.generation()
  })
  afterEach(() => ops.pool.query('truncate recruiting_g1.offers, recruiting_g1.offers__history, ops.log_position'))
  afterAll(() => ops.drop())

  const history = async (): Promise<readonly unknown[]> => {
    const { rows } = await ops.pool.query<Record<string, unknown>>(
      `select status, opening_id, extract(epoch from valid_from)::int / 60 as since, extract(epoch from valid_to)::int / 60 as until, removed, by_kind
       from recruiting_history.offers order by id, valid_from`,
    )
    return rows
  }
  const words = [
    offer('1', 1, { status: 'Created', opening_id: 5, notes: 'one' }),
    offer('1', 2, { status: 'Accepted' }, 'webhook'),
    offer('1', 3, { notes: 'two' }, 'webhook'),
    offer('1', 4, { status: 'Accepted', opening_id: 5 }),
    gone('1', 5),
  ]
  const changes = [
    { status: 'Created', opening_id: '5', since: 1, until: 2, removed: false, by_kind: 'record' },
    { status: 'Accepted', opening_id: '5', since: 2, until: 5, removed: false, by_kind: 'webhook' },
    { status: 'Accepted', opening_id: '5', since: 5, until: null, removed: true, by_kind: 'webhook' },
  ]

  it('shows each change of one batch, though the row has only the newest word', async () => {
    await writer.write(batchOf(words, 0))
    expect(await history()).toEqual(changes)
  })

  it('is the same whatever order words come in, and however often', async () => {
    for (const [index, word] of [...words.toReversed(), ...words].entries()) await writer.write(batchOf([word], index))
    expect(await history()).toEqual(changes)
    const { rows } = await ops.pool.query('select 1 from recruiting_g1.offers__history')
    expect(rows).toHaveLength(4)
  })

  it('takes a batch of which some words are there already, or come twice in it', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      offer(String(index + 10), 1, { status: 'Created', notes: 'x'.repeat(500) }),
    )
    await writer.write(batchOf([...many.slice(1_000, 1_010), ...words.slice(0, 2)], 0))
    await writer.write(batchOf([...many, ...words, ...words], 12))
    expect(await history()).toEqual([
      ...changes,
      ...many.map(() => expect.objectContaining({ since: 1, until: null }) as unknown),
    ])
  })

  it('N2 leaves out a value that is none of its column, and stays readable', async () => {
    const forged = offer('2', 1, { status: 'Created', opening_id: 'abc', sent_on: 'now' }, 'webhook')
    await writer.write(batchOf([forged, ...words], 0))
    expect(await history()).toEqual([...changes, { ...changes[0], opening_id: null, until: null, by_kind: 'webhook' }])
  })

  it('L4 is of no column that changes by reading', () => {
    const volatile = resources.flatMap(({ history: names = [], columns }) => names.filter((name) => columns[name]?.isVolatile))
    expect(volatile).toEqual([])
  })

  it('shows which candidate another was merged into', async () => {
    const merged = { ...gone('1', 5), type: 'removed' as const, how: { by: 'merge' as const, into: 77 } }
    await writer.write(batchOf([words[0] ?? merged, merged], 0))
    const { rows } = await ops.pool.query('select id, removed_by, removed_into from recruiting_removed.offers')
    expect(rows).toEqual([{ id: '1', removed_by: 'merge', removed_into: '77' }])
  })
})
