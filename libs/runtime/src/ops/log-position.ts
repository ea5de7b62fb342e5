import type { Pool, PoolClient } from 'pg'
import { pgFault } from '../postgres/pg-fault.js'

/*
 * The one module that writes `ops.log_position` and `ops.passed_over`. SQL by hand: positions are locked in one order, moved by sets, and always in the
 * transaction of what they stand behind (law "positions live with the rows").
 */

/** Whose place in what. */
interface PositionKey {
  readonly reader: string
  readonly topic: string
  readonly partition: number
}

/** Where a reader goes on. */
interface Position extends PositionKey {
  readonly next: bigint
}

type Place = Pick<PositionKey, 'topic' | 'partition'>
type Moved = Place & { readonly nextOffset: bigint }

/** Where a reader goes on in a partition, and which offsets from there on an operator had it skip. */
interface LockedPosition {
  readonly next: bigint
  readonly skipped: readonly string[] | null
}

/** Locks the reader's positions until the transaction's end and gives them, in the partitions' order: 0 where it never read. A row is missing only once. */
export async function lockPositions(
  client: PoolClient,
  reader: string,
  places: readonly Place[],
): Promise<readonly LockedPosition[]> {
  const which = [reader, places.map(({ topic }) => topic), places.map(({ partition }) => partition)]
  const lock = async (): Promise<readonly (LockedPosition | undefined)[]> => {
    // In one order for all, which avoids deadlocks.
    const { rows } = await client.query<{ topic: string; partition: number; next_offset: string; passed_over: string[] | null }>(
      `select topic, partition, next_offset, (
         select array_agg(o.log_offset::text) from ops.passed_over o
         where o.topic = t.topic and o.partition = t.partition and o.log_offset >= t.next_offset
       ) as passed_over
       from ops.log_position t
       where reader = $1 and (topic, partition) in (select * from unnest($2::text[], $3::int[])) order by topic, partition for update of t`,
      which,
    )
    const known = new Map(
      rows.map(({ topic, partition, next_offset, passed_over }) => [
        `${topic}/${partition}`,
        { next: BigInt(next_offset), skipped: passed_over },
      ]),
    )
    return places.map(({ topic, partition }) => known.get(`${topic}/${partition}`))
  }
  const locked = await lock()
  if (!locked.includes(undefined)) return locked.map((found) => found ?? NOWHERE)
  await client.query(
    `insert into ops.log_position (reader, topic, partition, next_offset)
     select $1, topic, partition, 0 from unnest($2::text[], $3::int[]) as place (topic, partition) order by 2, 3 on conflict do nothing`,
    which,
  )
  return (await lock()).map((found) => found ?? NOWHERE)
}

const NOWHERE: LockedPosition = { next: 0n, skipped: null }

/** Moves positions that this transaction has locked behind the batches. */
export async function movePositions(client: PoolClient, reader: string, batches: readonly Moved[]): Promise<void> {
  if (batches.length === 0) return
  await client.query(
    `update ops.log_position as t set next_offset = place.next
     from unnest($2::text[], $3::int[], $4::bigint[]) as place (topic, partition, next)
     where reader = $1 and t.topic = place.topic and t.partition = place.partition`,
    [
      reader,
      batches.map(({ topic }) => topic),
      batches.map(({ partition }) => partition),
      batches.map(({ nextOffset }) => String(nextOffset)),
    ],
  )
}

/** Locks the reader's position until the transaction's end and gives it: 0 where it never read. */
export async function lockPosition(client: PoolClient, { reader, ...place }: PositionKey): Promise<bigint> {
  const [{ next } = NOWHERE] = await lockPositions(client, reader, [place])
  return next
}

/** Moves a position that this transaction has locked. */
export async function movePosition(client: PoolClient, { reader, ...place }: PositionKey, next: bigint): Promise<void> {
  await movePositions(client, reader, [{ ...place, nextOffset: next }])
}

/** Where a reader goes on in a topic, by partition; partitions that it never read are missing. Throws like `transact`. */
export async function positionsOf(pool: Pool | PoolClient, reader: string, topic: string): Promise<ReadonlyMap<number, bigint>> {
  try {
    const { rows } = await pool.query<{ partition: number; next_offset: string }>(
      'select partition, next_offset from ops.log_position where reader = $1 and topic = $2',
      [reader, topic],
    )
    return new Map(rows.map(({ partition, next_offset }) => [partition, BigInt(next_offset)]))
  } catch (error) {
    throw pgFault(error)
  }
}

/** Where a reader goes on in every topic that it reads, by topic and partition. */
export async function allPositionsOf(db: Pool | PoolClient, reader: string): Promise<readonly Position[]> {
  const { rows } = await db.query<{ topic: string; partition: number; next_offset: string }>(
    'select topic, partition, next_offset from ops.log_position where reader = $1 order by topic, partition',
    [reader],
  )
  return rows.map(({ topic, partition, next_offset }) => ({ reader, topic, partition, next: BigInt(next_offset) }))
}

/** Where every reader goes on in one partition, by its name. */
export async function positionsIn(db: Pool | PoolClient, { topic, partition }: Place): Promise<readonly Position[]> {
  const { rows } = await db.query<{ reader: string; next_offset: string }>(
    'select reader, next_offset from ops.log_position where topic = $1 and partition = $2 order by reader',
    [topic, partition],
  )
  return rows.map(({ reader, next_offset }) => ({ reader, topic, partition, next: BigInt(next_offset) }))
}

/** Puts a reader where another has come to, whatever it had read. The caller holds off the reader of that name. */
export async function setPosition(client: PoolClient, { reader, topic, partition }: PositionKey, next: bigint): Promise<void> {
  await client.query(
    `insert into ops.log_position as p (reader, topic, partition, next_offset) values ($1, $2, $3, $4)
     on conflict (reader, topic, partition) do update set next_offset = excluded.next_offset`,
    [reader, topic, partition, String(next)],
  )
}

/** The name under which the positions behind a generation's tables are kept. */
export function writerReader(generation: number): string {
  return `warehouse-writer/g${generation}`
}

/** The name under which a rebuild keeps how far it has read raw, into a generation or into one table of it. */
export function rebuildReader(generation: number, resource?: string): string {
  return resource === undefined ? `rebuild/g${generation}` : `${rebuildReader(generation)}/${resource}`
}

/** Forgets the positions behind a generation that was dropped. */
export async function forgetGenerationPositions(client: PoolClient, generation: number): Promise<void> {
  await client.query('delete from ops.log_position where reader = any ($1)', [
    [writerReader(generation), rebuildReader(generation)],
  ])
  await forgetTablePositions(client, generation)
}

/** Forgets how far rebuilds of single tables of a generation had read. */
export async function forgetTablePositions(client: PoolClient, generation: number): Promise<void> {
  await client.query('delete from ops.log_position where reader like $1', [`${rebuildReader(generation)}/%`])
}

/** Has every reader skip one record whenever it comes there; one that stands right there is moved behind it. Doing it again is harmless. */
export async function markSkipped(client: PoolClient, { topic, partition }: Place, offset: bigint): Promise<void> {
  const where = [topic, partition, String(offset)]
  await client.query(
    'insert into ops.passed_over (topic, partition, log_offset) values ($1, $2, $3) on conflict do nothing',
    where,
  )
  // One that dies before it can look needs to begin behind it.
  await client.query(
    'update ops.log_position set next_offset = next_offset + 1 where topic = $1 and partition = $2 and next_offset = $3',
    where,
  )
}

/** Offsets of a range that an operator had every reader skip, up to but without `to`. */
export async function skippedIn(
  db: Pool | PoolClient,
  { topic, partition }: Place,
  from: bigint,
  to: bigint,
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ log_offset: string }>(
    'select log_offset from ops.passed_over where topic = $1 and partition = $2 and log_offset >= $3 and log_offset < $4',
    [topic, partition, String(from), String(to)],
  )
  return new Set(rows.map(({ log_offset }) => log_offset))
}
