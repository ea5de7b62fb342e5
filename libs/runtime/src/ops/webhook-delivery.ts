import type { Instant } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.webhook_delivery`: the newest webhooks without their bodies. SQL by hand: they are added by sets in the transaction that
 * moves the reader's position, and forgotten by sets.
 */

/** What became of a webhook: all of it was read, or a part, or nothing; or its action is ignored by name. */
export type DeliveryOutcome = 'read' | 'partly_read' | 'unread' | 'ignored'

/** A webhook that arrived. Names, ids and counts: nothing that it says. */
export interface Delivery {
  readonly connection: string
  readonly rawId: string
  readonly at: Instant
  readonly partition: number
  /** Decimal digits. */
  readonly offset: string
  readonly bytes: number
  /** As the body has it, if it has one. */
  readonly action: string | undefined
  /** The event that its URL names; undefined for the common URL. */
  readonly endpoint: string | undefined
  /** Greenhouse-Event-ID */
  readonly delivery: string | undefined
  readonly outcome: DeliveryOutcome
  readonly events: number
  readonly problems: number
}

/** How many of a connection are kept, and for how long. */
export const KEPT_DELIVERIES = { newest: 100_000, days: 7 }

const DAY_US = 86_400_000_000
const KEPT_US = KEPT_DELIVERIES.days * DAY_US
const NOW_US = '(extract(epoch from now()) * 1000000)::bigint'
/** Greenhouse's are 36 characters; a sender may say anything. */
const LONGEST_DELIVERY = 100
const MOST = 32_767

/**
 * Adds webhooks, each once; one that stands elsewhere on the log by now gets its new place. Those that would be forgotten at once are left out, so a reader
 * that begins again does not write years of them.
 */
export async function addDeliveries(client: Pool | PoolClient, deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length === 0) return
  const column = <T>(of: (delivery: Delivery) => T): readonly T[] => deliveries.map(of)
  await client.query(
    `insert into ops.webhook_delivery as t
       (connection_id, arrived_us, raw_id, raw_partition, raw_offset, bytes, action, endpoint, delivery, outcome, events, problems)
     select distinct on (1, 2, 3) * from unnest($1::text[], $2::bigint[], $3::text[], $4::int[], $5::bigint[], $6::int[], $7::text[], $8::text[], $9::text[],
       $10::text[], $11::smallint[], $12::smallint[]) as a (connection_id, arrived_us)
     where arrived_us >= ${NOW_US} - $13::bigint order by 1, 2, 3
     on conflict (connection_id, arrived_us, raw_id) do update set raw_partition = excluded.raw_partition, raw_offset = excluded.raw_offset
     where (t.raw_partition, t.raw_offset) is distinct from (excluded.raw_partition, excluded.raw_offset)`,
    [
      column(({ connection }) => connection),
      column(({ at }) => at),
      column(({ rawId }) => rawId),
      column(({ partition }) => partition),
      column(({ offset }) => offset),
      column(({ bytes }) => bytes),
      column(({ action }) => action),
      column(({ endpoint }) => endpoint),
      column(({ delivery }) => delivery?.slice(0, LONGEST_DELIVERY)),
      column(({ outcome }) => outcome),
      column(({ events }) => Math.min(events, MOST)),
      column(({ problems }) => Math.min(problems, MOST)),
      KEPT_US,
    ],
  )
}

/**
 * Forgets at most so many of a connection's that are older than seven days, or than its newest 100,000. Returns how many. Two that do so at a time take
 * different ones.
 */
export async function forgetDeliveries(pool: Pool, connection: string, atMost: number): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from ops.webhook_delivery where ctid = any (array(
       select ctid from ops.webhook_delivery
       where connection_id = $1 and arrived_us < greatest(
         ${NOW_US} - $2::bigint,
         (select arrived_us from ops.webhook_delivery where connection_id = $1 order by arrived_us desc, raw_id desc offset $3 limit 1))
       order by arrived_us limit $4 for update skip locked))`,
    [connection, KEPT_US, KEPT_DELIVERIES.newest - 1, atMost],
  )
  return rowCount ?? 0
}

/** Which deliveries are asked for. */
export interface DeliveryFilter {
  readonly action?: string | undefined
  readonly outcome?: DeliveryOutcome | undefined
  /** From this instant on, and before this one: ISO 8601. */
  readonly since?: string | undefined
  readonly until?: string | undefined
}

/** The last delivery of the page before. */
export interface DeliveryPlace {
  /** Microseconds since the epoch, decimal digits. */
  readonly arrivedUs: string
  readonly rawId: string
}

/** A delivery as it is kept. */
export interface StoredDelivery extends DeliveryPlace {
  /** ISO 8601 */
  readonly arrivedAt: string
  readonly action: string | null
  readonly endpoint: string | null
  readonly delivery: string | null
  readonly bytes: number
  readonly partition: number
  readonly offset: string
  readonly outcome: DeliveryOutcome
  readonly events: number
  readonly problems: number
}

const COLUMNS = 'arrived_us, raw_id, action, endpoint, delivery, bytes, raw_partition, raw_offset, outcome, events, problems'

/** The one at a place; undefined where it is not kept any more. */
export async function deliveryAt(
  db: Pool | PoolClient,
  connection: string,
  { arrivedUs, rawId }: DeliveryPlace,
): Promise<StoredDelivery | undefined> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from ops.webhook_delivery where connection_id = $1 and arrived_us = $2 and raw_id = $3`,
    [connection, arrivedUs, rawId],
  )
  return rows.map(storedOf)[0]
}

/** The newest first, from behind a place on. */
export async function findDeliveries(
  db: Pool | PoolClient,
  connection: string,
  { action, outcome, since, until }: DeliveryFilter,
  { after, limit }: { readonly after?: DeliveryPlace | undefined; readonly limit: number },
): Promise<readonly StoredDelivery[]> {
  const us = (iso: string | undefined): number | null => (iso === undefined ? null : Math.round(Date.parse(iso) * 1_000))
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
     from ops.webhook_delivery
     where connection_id = $1 and ($2::text is null or action = $2) and ($3::text is null or outcome = $3)
       and arrived_us >= coalesce($4::bigint, 0) and arrived_us < coalesce($5::bigint, 9223372036854775807)
       and ($6::bigint is null or (arrived_us, raw_id) < ($6, $7))
     order by arrived_us desc, raw_id desc limit $8`,
    [connection, action ?? null, outcome ?? null, us(since), us(until), after?.arrivedUs ?? null, after?.rawId ?? null, limit],
  )
  return rows.map(storedOf)
}

function storedOf({ arrived_us, raw_id, raw_partition, raw_offset, ...others }: Row): StoredDelivery {
  return {
    ...{ arrivedUs: arrived_us, rawId: raw_id, arrivedAt: new Date(Number(arrived_us) / 1_000).toISOString() },
    ...{ partition: raw_partition, offset: raw_offset },
    ...others,
  }
}

interface Row extends Omit<StoredDelivery, 'arrivedUs' | 'arrivedAt' | 'rawId' | 'partition' | 'offset'> {
  readonly arrived_us: string
  readonly raw_id: string
  readonly raw_partition: number
  readonly raw_offset: string
}

/** Webhooks of one action that are kept. */
export interface DeliveryCount {
  readonly action: string | null
  readonly arrivals: number
  /** Those that could not be read, or not all of them. */
  readonly failures: number
}

/** How many came within the days that are kept, by action. */
export async function countDeliveries(db: Pool | PoolClient, connection: string): Promise<readonly DeliveryCount[]> {
  const { rows } = await db.query<DeliveryCount>(
    `select action, count(*)::int as arrivals, (count(*) filter (where outcome in ('unread', 'partly_read')))::int as failures
     from ops.webhook_delivery
     where connection_id = $1 and arrived_us >= ${NOW_US} - $2::bigint group by 1 order by 1`,
    [connection, KEPT_US],
  )
  return rows
}
