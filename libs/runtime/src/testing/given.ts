import { NEVER, versionOf, type Instant, type Version } from '@trellis/pipeline'
import type { EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm'
import { AuditEntity } from '../ops/audit-entities.js'
import {
  AbsenceHoldEntity,
  ConnectionEntity,
  DueReadEntity,
  ListedRecordEntity,
  ListingProgressEntity,
  SuspectEntity,
} from '../ops/entities.js'
import { WebhookActionEntity } from '../ops/webhook-entities.js'
import type { Ops } from '../ops/ops.js'

/** Out of a listing long ago. */
export const LONG_AGO: Version = versionOf({
  ...{ at: 1_700_000_000_000_000 as Instant, kind: 'record', revision: 1 },
  ...{ event: 'a'.repeat(24), ordinal: 0 },
})

/** Columns of rows, where they are not the usual ones. */
type Columns<Entity> = QueryDeepPartialEntity<Entity>

/** Puts rows of a connection into `ops`, as their modules would have. Instants are microseconds. */
export interface Given {
  /** That it was registered. */
  connection(columns?: Columns<ConnectionEntity>): Promise<void>
  /** How far some listings have come, by name; one that has no row yet gets one. */
  progress(listings: string | readonly string[], columns?: Columns<ListingProgressEntity>): Promise<void>
  /** That entities are known: their records were listed long ago. */
  listed(resource: string, keys: Keys, columns?: Columns<ListedRecordEntity>): Promise<void>
  /** That entities have been due since the beginning of time to be read again; with `of`, the children of those. */
  due(resource: string, keys: Keys, columns?: Columns<DueReadEntity>): Promise<void>
  /** That a sweep missed entities at the beginning of time, and they are due to be asked for. */
  suspects(resource: string, keys: Keys, columns?: Columns<SuspectEntity>): Promise<void>
  /** That the suspects of a resource wait for a person. */
  hold(resource: string, columns: Columns<AbsenceHoldEntity>): Promise<void>
  /** That an audit was requested of some resources. */
  audit(resources: readonly string[], columns?: Columns<AuditEntity>): Promise<void>
  /** That webhooks of an action came, the last of them at an instant. */
  webhooks(action: string, arrivals: number, lastUs: number): Promise<void>
}

/** Keys, or how many: those from 1 on. */
type Keys = number | readonly string[]

/** The builder for a connection of a database. */
export function givenIn({ data }: Pick<Ops, 'data'>, connectionId = 'acme'): Given {
  const insert = async <Entity extends ObjectLiteral>(
    entity: EntityTarget<Entity>,
    rows: readonly Columns<Entity>[],
  ): Promise<void> => {
    await data.getRepository(entity).insert([...rows])
  }
  return {
    connection: (columns) => insert(ConnectionEntity, [{ id: connectionId, name: connectionId, ...columns }]),
    progress: async (listings, columns) => {
      const rows = [listings].flat().map((listing) => ({ connectionId, listing, resource: resourceOf(listing), ...columns }))
      await data.getRepository(ListingProgressEntity).upsert(rows, ['connectionId', 'listing'])
    },
    listed: (resource, keys, columns) =>
      insert(
        ListedRecordEntity,
        keysOf(keys).map((key) => ({ connectionId, resource, key, version: LONG_AGO, mentioned: NEVER, ...columns })),
      ),
    due: (resource, keys, columns) =>
      insert(
        DueReadEntity,
        keysOf(keys).map((key) => ({ connectionId, resource, of: '', key, arrivedUs: '0', dueUs: '0', ...columns })),
      ),
    suspects: (resource, keys, columns) =>
      insert(
        SuspectEntity,
        keysOf(keys).map((key) => ({ connectionId, resource, key, why: 'sweep', askedUs: '0', dueUs: '0', ...columns })),
      ),
    hold: (resource, columns) => insert(AbsenceHoldEntity, [{ connectionId, resource, ...columns }]),
    audit: (resources, columns) => insert(AuditEntity, [{ connectionId, resources: [...resources], ...columns }]),
    webhooks: (action, arrivals, lastUs) =>
      insert(WebhookActionEntity, [{ connectionId, action, arrivals: String(arrivals), firstUs: '0', lastUs: String(lastUs) }]),
  }
}

function keysOf(keys: Keys): readonly string[] {
  return typeof keys === 'number' ? Array.from({ length: keys }, (_, index) => String(index + 1)) : keys
}

function resourceOf(listing: string): string {
  return listing.replace(/\?.*$/, '')
}
