import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.alert_notification`, what is sent of alerts. SQL by hand: rows are made as a set in the transaction of the change, and
 * claimed past those that another process is at.
 */

/** So many messages about one alert go to a channel within an hour; the last of them says so. */
export const MOST_AN_HOUR = 6
/** So often a message is tried: for about three hours. */
export const MOST_ATTEMPTS = 10
/** Another process may try a message so long after one that took it has not ended with it: it must have been killed. */
const CLAIM_SECONDS = 60

/**
 * Makes a message for each channel of every alert whose state is another one than the channel was last sent. In the transaction of `recordAlerts`, under its
 * lock. A channel that is new is sent what is open; one that has had many messages about an alert within an hour gets the state that it ends in
 * once the hour is over.
 */
export async function makeNotifications(client: PoolClient): Promise<number> {
  const { rowCount } = await client.query(
    `insert into ops.alert_notification (channel_id, alert_id, code, connection_id, kind, is_last)
     select c.id, a.id, a.code, a.connection_id, a.state, sent.n = $1 - 1
     from ops.alert_channel c
     cross join (
       select distinct on (code, connection_id) id, code, connection_id, state from ops.alert
       where state <> 'pending' and (state = 'open' or recovered_at > now() - interval '1 day') order by code, connection_id, id desc
     ) as a
     left join lateral (
       select kind from ops.alert_notification where channel_id = c.id and code = a.code and connection_id = a.connection_id order by id desc limit 1
     ) as newest on true
     cross join lateral (
       select count(*) as n from ops.alert_notification
       where channel_id = c.id and code = a.code and connection_id = a.connection_id and created_at > now() - interval '1 hour'
     ) as sent
     where not c.is_paused and coalesce(newest.kind, 'recovered') <> a.state and sent.n < $1
     order by a.id, c.id`,
    [MOST_AN_HOUR],
  )
  return rowCount ?? 0
}

/** A message that this process is to send. */
export interface ClaimedNotification {
  readonly id: string
  readonly channel: string
  readonly alert: string
  readonly kind: 'open' | 'recovered'
  /** It says that nothing more comes within this hour. */
  readonly isLast: boolean
  /** This one included. */
  readonly attempts: number
}

/**
 * Takes messages that are due, which no other process then takes for a minute: one that is killed meanwhile leaves them to the next. A recovery waits for
 * the message of what it ends.
 */
export async function claimNotifications(db: Pool | PoolClient, atMost: number): Promise<readonly ClaimedNotification[]> {
  const { rows } = await db.query<ClaimedNotification>(
    `update ops.alert_notification as t set attempts = attempts + 1, due_at = clock_timestamp() + ${CLAIM_SECONDS} * interval '1 second'
     where id = any (array(
       select id from ops.alert_notification n
       where state = 'due' and due_at <= clock_timestamp()
         and not exists (select 1 from ops.alert_notification e
           where e.channel_id = n.channel_id and e.code = n.code and e.connection_id = n.connection_id and e.id < n.id and e.state = 'due')
         and exists (select 1 from ops.alert_channel c where c.id = n.channel_id and not c.is_paused)
       order by due_at, id limit $1 for update of n skip locked))
     returning id, channel_id as channel, alert_id as alert, kind, is_last as "isLast", attempts`,
    [atMost],
  )
  return rows
}

/** A message was sent. */
export async function noteSent(db: Pool | PoolClient, id: string): Promise<void> {
  await db.query(
    `update ops.alert_notification set state = 'sent', error = null, ended_at = clock_timestamp() where id = $1 and state = 'due'`,
    [id],
  )
}

/** A message could not be sent; `pauseSeconds` null: it is not tried any more. */
export async function noteFailed(
  db: Pool | PoolClient,
  id: string,
  { error, pauseSeconds }: { readonly error: string; readonly pauseSeconds: number | null },
): Promise<void> {
  await db.query(
    `update ops.alert_notification set error = $2, state = case when $3::float8 is null then 'given up' else state end,
       ended_at = case when $3::float8 is null then clock_timestamp() end,
       due_at = clock_timestamp() + coalesce($3::float8, 0) * interval '1 second'
     where id = $1 and state = 'due'`,
    [id, error.slice(0, 500), pauseSeconds],
  )
}

/** How sending to a channel goes; instants in ISO 8601. */
export interface ChannelDelivery {
  readonly lastSentAt: string | null
  readonly waiting: number
  /** Within the last seven days. */
  readonly givenUp: number
  /** Why the newest message that was not sent was not; null once a later one was. */
  readonly lastError: string | null
  readonly lastErrorAt: string | null
}

/** By channel. */
export async function channelDeliveries(db: Pool | PoolClient): Promise<ReadonlyMap<string, ChannelDelivery>> {
  const { rows } = await db.query<DeliveryRow>(
    `select n.channel_id, max(n.ended_at) filter (where n.state = 'sent') as last_sent_at,
       (count(*) filter (where n.state = 'due'))::int as waiting,
       (count(*) filter (where n.state = 'given up' and n.ended_at > now() - interval '7 days'))::int as given_up,
       (array_agg(n.error order by n.id desc) filter (where n.error is not null))[1] as error,
       max(n.id) filter (where n.error is not null) as error_id, max(n.id) filter (where n.state = 'sent') as sent_id,
       max(coalesce(n.ended_at, n.created_at)) filter (where n.error is not null) as error_at
     from ops.alert_notification n group by 1`,
  )
  return new Map(rows.map((row) => [row.channel_id, deliveryOf(row)]))
}

interface DeliveryRow {
  readonly channel_id: string
  readonly last_sent_at: Date | null
  readonly waiting: number
  readonly given_up: number
  readonly error: string | null
  readonly error_id: string | null
  readonly sent_id: string | null
  readonly error_at: Date | null
}

function deliveryOf({ last_sent_at, waiting, given_up, error, error_id, sent_id, error_at }: DeliveryRow): ChannelDelivery {
  const isOver = Number(sent_id ?? 0) > Number(error_id ?? 0)
  return {
    lastSentAt: last_sent_at?.toISOString() ?? null,
    waiting,
    givenUp: given_up,
    lastError: isOver ? null : error,
    lastErrorAt: isOver ? null : (error_at?.toISOString() ?? null),
  }
}
