import { Controller, Inject } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import { RAW_TOPIC, source } from '@trellis/greenhouse'
import { decodeRaw, instantOf, normalize, type Lag } from '@trellis/pipeline'
import {
  enqueueReads,
  GroupCommit,
  narrowDown,
  noteSkipped,
  POOL,
  upsertNewer,
  transactAt,
  transactAtEach,
  type AtPosition,
  type LogBatch,
  type LogRecord,
  type Pool,
  type PoolClient,
  type SeekTo,
} from '@trellis/runtime'
import { childrenDue, takesChildren } from '../rereads/children-due.js'
import { unseenRecords } from './unseen-records.js'
import { noteArrivals } from './webhook-actions.js'

/** Nest's token for settle and overlap. */
export const LAG = Symbol('lag')

/** The name under which this reader's positions are kept. */
export const RAW_READER_GROUP = 'harvest-poller'

/**
 * Reads all of raw for the known entities: whatever was lost of them comes back from here (rule L2). What webhooks mentioned is due to be read again (rule R1).
 */
@Controller()
export class RawReaderController {
  // In one lane: each transaction reads what the one before has written.
  private readonly group = new GroupCommit<AtPosition<void>>((batches) => this.noteAll(batches), 1)

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LAG) private readonly lag: Lag,
  ) {}

  @EventPattern(RAW_TOPIC)
  async note(@Payload() batch: LogBatch): Promise<SeekTo | undefined> {
    const outcome = await this.group.add(batch)
    return 'seekTo' in outcome ? outcome : undefined
  }

  /** A record that is refused for its content is skipped, alone; the normalizer reports what it says, or that it cannot be read. */
  private noteAll(batches: readonly LogBatch[]): Promise<readonly AtPosition<void>[]> {
    return narrowDown(batches, {
      write: (parts) => this.noteEach(parts),
      skip: (batch) =>
        transactAt(this.pool, RAW_READER_GROUP, batch, async (client, records) => {
          for (const record of records) await noteSkipped(client, record, 'refused')
        }),
      join: () => undefined,
    })
  }

  private noteEach(batches: readonly LogBatch[]): Promise<readonly AtPosition<void>[]> {
    return transactAtEach(this.pool, RAW_READER_GROUP, batches, async (client, found) => {
      await this.noteRecords(
        client,
        found.flatMap(({ records }) => records),
      )
      return found.map(() => undefined)
    })
  }

  private async noteRecords(client: PoolClient, records: readonly LogRecord[]): Promise<void> {
    const raws = records.flatMap(({ message, position, appendedAtMs }) => decodeRaw(message, position, appendedAtMs) ?? [])
    const words = raws.filter(({ kind }) => kind !== 'record').map((raw) => ({ raw, said: normalize(source, raw) }))
    const events = words.flatMap(({ said }) => said.events)
    const subjects = new Set(words.flatMap(({ said }) => said.subjects))
    await upsertNewer(client, [
      ...events.map((event) => ({
        ...{ connection: event.connection, resource: event.resource, key: event.key, mentioned: event.version },
        ...(event.type === 'removed' && { removed: event.version }),
        ...(subjects.has(event.id) && takesChildren(event) && { took: event.version }),
      })),
      ...(await unseenRecords(client, raws)),
    ])
    const webhooks = words.filter(({ raw }) => raw.kind === 'webhook')
    await noteArrivals(client, webhooks)
    const own = webhooks
      .flatMap(({ said }) => said.events)
      .map(({ id, connection, resource, key, version, type }) => {
        return { connection, resource, key, at: instantOf(version), isSubject: type === 'observed' && subjects.has(id) }
      })
    await enqueueReads(client, [...own, ...words.flatMap(({ said }) => childrenDue(said))], this.lag)
  }
}
