import { RAW_TOPIC } from '@trellis/greenhouse'
import type { Position } from '@trellis/pipeline'
import {
  deliveryAt,
  findDeliveries,
  type DeliveryFilter,
  type DeliveryPlace,
  type Pool,
  type StoredDelivery,
} from '@trellis/runtime'
import { Refusal } from '../refusal.js'

/** The most that a page may have. */
export const LONGEST_PAGE = 500

/** A page that is asked for. */
export interface PageOf {
  readonly limit: number
  /** The `next` of the page before. */
  readonly after?: string | undefined
}

/** A webhook of late, and where its body stands. */
export interface ListedDelivery extends Omit<StoredDelivery, 'partition' | 'offset' | 'arrivedUs'> {
  /** Names it in its connection. */
  readonly id: string
  readonly position: Position
}

/** Some deliveries, the newest first. */
export interface DeliveryPage {
  readonly deliveries: readonly ListedDelivery[]
  /** What the next page is asked for with; null where this is the last. */
  readonly next: string | null
}

/** The webhooks of the last seven days, the newest 100,000 at most. Throws a Refusal for a page or an instant that there is none of. */
export async function listDeliveries(
  pool: Pool,
  connection: string,
  filter: DeliveryFilter,
  { limit, after }: PageOf,
): Promise<DeliveryPage> {
  if (!Number.isInteger(limit) || limit < 1 || limit > LONGEST_PAGE)
    throw new Refusal('invalid', `A page has 1 to ${LONGEST_PAGE} deliveries`)
  for (const instant of [filter.since, filter.until])
    if (instant !== undefined && Number.isNaN(Date.parse(instant)))
      throw new Refusal('invalid', 'An instant looks like 2026-11-23T14:00:00Z')
  // One more than is shown says whether there are more.
  const found = await findDeliveries(pool, connection, filter, { limit: limit + 1, after: placeOf(after) })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return { deliveries: shown.map(listed), next: last && found.length > limit ? idOf(last) : null }
}

/** The one of this id; undefined where there is none, or none any more. */
export async function deliveryNamed(pool: Pool, connection: string, id: string): Promise<ListedDelivery | undefined> {
  const place = placeNamed(id)
  const found = place && (await deliveryAt(pool, connection, place))
  return found && listed(found)
}

function listed(stored: StoredDelivery): ListedDelivery {
  const { partition, offset, arrivedUs: _, ...others } = stored
  return { id: idOf(stored), ...others, position: { topic: RAW_TOPIC, partition, offset } }
}

function idOf({ arrivedUs, rawId }: DeliveryPlace): string {
  return `${arrivedUs}.${rawId}`
}

function placeOf(after: string | undefined): DeliveryPlace | undefined {
  if (after === undefined) return undefined
  const place = placeNamed(after)
  if (!place) throw new Refusal('invalid', 'There is no such page: begin with the first one')
  return place
}

function placeNamed(id: string): DeliveryPlace | undefined {
  const [, arrivedUs, rawId] = /^(\d{1,16})\.([0-9a-f]{24})$/.exec(id) ?? []
  return arrivedUs === undefined || rawId === undefined ? undefined : { arrivedUs, rawId }
}
