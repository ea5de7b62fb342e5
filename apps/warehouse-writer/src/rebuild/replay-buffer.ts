import { isDeepStrictEqual } from 'node:util'
import { RAW_TOPIC } from '@trellis/greenhouse'
import {
  Fault,
  isRefused,
  leaveOutByConnection,
  lockPosition,
  movePosition,
  narrowDown,
  noteSkipped,
  skippedIn,
  transact,
  transactAt,
  transactAtEach,
  type LeaveOutByConnection,
  type LogBatch,
  type LogRecord,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import { eventsFor, type Validation, type WithheldByConnection } from '../events-for.js'
import type { Generation } from '../generation.js'
import { JoinedTables } from '../joined-tables.js'
import { LeftOut } from '../left-out.js'
import { withheldOf } from '../withheld-by-connection.js'
import { eventsFromRaw, type ReplayFilter } from './events-from-raw.js'

/** What of raw is read into which tables; plain data, so it can be given to a thread. */
export interface Replay extends ReplayFilter {
  /** Under which the positions are kept. */
  readonly reader: string
  readonly generation: number
  /** Where the tables stand. */
  readonly schema: string
  /** The privacy switches that were off when the tables were begun (rule P1). */
  readonly leaveOut: LeaveOutByConnection
}

/** Where raw is read into, and who is asked to read again from the positions in the database. */
interface ReplayPorts {
  readonly pool: Pool
  readonly into: Generation
  readonly readAgain: () => Promise<void>
}

/** Words that are joined in memory, and how far into each partition of raw they reach. */
interface Held {
  readonly joined: JoinedTables
  readonly ranges: Map<number, OffsetRange>
  readonly inUse: WithheldByConnection
  readonly validation: Validation
}

/** Offsets: the first that was read, and the first that was not. */
interface OffsetRange {
  readonly from: bigint
  readonly next: bigint
}

/** About as much is held before it is written; one more is filled while one is being written. */
const MAX_HELD_BYTES = 64 * 1024 * 1024

/** Narrowing, each batch is written by itself, and what is refused of it is halved until the guilty record is alone. */
type ReplayValidation = Validation | 'narrowing'

/** What is held cannot be written: it is forgotten, and read again from where the database is. */
class ReadAgain extends Error {
  override readonly name = 'ReadAgain'
}

/**
 * Joins what raw says in memory, of many batches and several partitions, and writes it when it is much or when raw has been read to its end: rows and
 * the positions behind them in one transaction. So an entity of which raw often speaks is written a few times, not each time.
 */
export class ReplayBuffer {
  private held: Held
  /** Those that are to be written, oldest first. */
  private readonly full: Held[] = []
  private writing: Promise<void> = Promise.resolve()
  private validation: ReplayValidation = 'assume-valid'

  constructor(
    private readonly replay: Replay,
    private readonly ports: ReplayPorts,
  ) {
    this.held = this.empty(new Map())
  }

  /** Takes a batch in, and resolves once there is room for the next. Throws a retryable Fault where Postgres does not answer: nothing is lost then. */
  async take(batch: LogBatch): Promise<void> {
    const inUse = await this.connectionsInUse(this.ports.pool)
    if (batch.isStale()) return
    if (this.validation === 'narrowing') return this.takeNarrowly(batch, inUse)
    const skipped = await skippedIn(this.ports.pool, batch, batch.fetchedFrom, batch.nextOffset)
    if (!areSame(inUse, this.held.inUse) || !follows(this.held, batch)) this.setAside(inUse)
    try {
      this.join(batch, skipped)
    } catch (error) {
      if (!isRefused(error)) throw error
      return this.readWith('narrowing', inUse)
    }
    if (this.held.joined.bytes >= MAX_HELD_BYTES || batch.nextOffset >= batch.highWatermark) this.setAside(inUse)
    if (this.full.length > 0) await this.writeAll()
  }

  private join({ records, partition, fetchedFrom, nextOffset }: LogBatch, skipped: ReadonlySet<string>): void {
    const { joined, ranges, inUse, validation } = this.held
    const wanted = records.filter(({ position }) => !skipped.has(position.offset))
    for (const record of wanted) this.joinRecord(joined, record, inUse, validation)
    const known = ranges.get(partition) ?? { from: fetchedFrom, next: nextOffset }
    ranges.set(partition, { from: smaller(known.from, fetchedFrom), next: larger(known.next, nextOffset) })
  }

  private joinRecord(joined: JoinedTables, record: LogRecord, inUse: WithheldByConnection, validation: Validation): void {
    const events = eventsFromRaw(record, this.replay, inUse)
    for (const event of validation === 'assume-valid' ? events : eventsFor(this.ports.into, events, new LeftOut(), validation))
      joined.add(event)
  }

  /** Nothing is held meanwhile: it is slow, and for the rest of a log of which a part is refused. */
  private async takeNarrowly(batch: LogBatch, inUse: WithheldByConnection): Promise<void> {
    const { pool, into, readAgain } = this.ports
    const { reader } = this.replay
    const [answer] = await narrowDown([batch], {
      write: (parts) =>
        transactAtEach(pool, reader, parts, async (client, found) => {
          const joined = new JoinedTables(into)
          for (const { records } of found) for (const record of records) this.joinRecord(joined, record, inUse, 'validate')
          await joined.write(client, new LeftOut())
          return found.map(() => undefined)
        }),
      skip: (part, record) => transactAt(pool, reader, part, (client) => noteSkipped(client, record, 'refused')),
      join: () => undefined,
    })
    if (answer && 'seekTo' in answer && answer.seekTo < batch.fetchedFrom) await readAgain()
  }

  private setAside(inUse: WithheldByConnection): void {
    if (this.held.ranges.size > 0) this.full.push(this.held)
    this.held = this.empty(inUse)
  }

  private empty(inUse: WithheldByConnection): Held {
    const validation = this.validation === 'assume-valid' ? 'assume-valid' : 'validate'
    return { joined: new JoinedTables(this.ports.into), ranges: new Map(), inUse, validation }
  }

  /** One at a time. */
  private writeAll(): Promise<void> {
    const write = async (): Promise<void> => {
      for (let [held] = this.full; held; [held] = this.full) {
        await this.write(held)
        if (this.full[0] === held) this.full.shift()
      }
    }
    return (this.writing = this.writing.then(write, write))
  }

  private async write(held: Held): Promise<void> {
    try {
      await transact(this.ports.pool, (client) => this.writeIn(client, held))
    } catch (error) {
      if (isRefused(error)) await this.readWith(held.validation === 'assume-valid' ? 'validate' : 'narrowing', held.inUse)
      else if (error instanceof ReadAgain) await this.readWith(this.validation, held.inUse)
      else throw error
    }
  }

  /** Forgets what is held and reads it again from where the database is. */
  private async readWith(validation: ReplayValidation, inUse: WithheldByConnection): Promise<void> {
    this.validation = validation
    this.full.length = 0
    this.held = this.empty(inUse)
    await this.ports.readAgain()
  }

  /**
   * The connections in use. Throws a Fault where a privacy switch was changed since the tables were begun: what was read before knows nothing of that, so
   * they are made again from the start (rule P1).
   */
  private async connectionsInUse(db: Pool | PoolClient): Promise<WithheldByConnection> {
    const now = await leaveOutByConnection(db)
    if ([...now].every(([id, off]) => isDeepStrictEqual(this.replay.leaveOut[id] ?? [], off))) return withheldOf(now)
    throw new Fault('A privacy switch was changed while the tables were being made: run the rebuild again', { retryable: false })
  }

  private async writeIn(client: PoolClient, { joined, ranges, inUse }: Held): Promise<void> {
    // What a crash of Postgres loses of it, rows and positions together, is read again.
    await client.query('set local synchronous_commit = off')
    const key = (partition: number) => ({ reader: this.replay.reader, topic: RAW_TOPIC, partition })
    const moved: (readonly [number, bigint])[] = []
    for (const [partition, { from, next }] of [...ranges].sort(([a], [b]) => a - b)) {
      const position = await lockPosition(client, key(partition))
      if (from > position) throw new ReadAgain(`${RAW_TOPIC}/${partition} was read from ${from} where ${position} is next`)
      if (next > position) moved.push([partition, next])
    }
    if (!areSame(inUse, await this.connectionsInUse(client))) throw new ReadAgain('a connection was removed or registered')
    await joined.write(client, new LeftOut())
    for (const [partition, next] of moved) await movePosition(client, key(partition), next)
  }
}

/** The batch begins where what is held ends, or before. */
function follows({ ranges }: Held, { partition, fetchedFrom, nextOffset }: LogBatch): boolean {
  const known = ranges.get(partition)
  return !known || (fetchedFrom <= known.next && nextOffset >= known.from)
}

function areSame(a: WithheldByConnection, b: WithheldByConnection): boolean {
  return a.size === b.size && [...a.keys()].every((id) => b.has(id))
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
