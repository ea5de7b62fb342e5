import { Controller, Inject } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import { RAW_TOPIC, source } from '@trellis/greenhouse'
import { decodeRaw, instantOf, normalize, type CanonicalEvent, type Lag } from '@trellis/pipeline'
import { raiseSpoken, transactAt, type LogBatch, type LogRecord, type SeekTo, type Pool, POOL } from '@trellis/runtime'
import { makeDue } from './due-reads.js'

/** Nest's token for settle and overlap. */
export const LAG = Symbol('lag')

/** The name under which this reader's positions are kept. */
export const READER = 'harvest-poller'

/** Reads what webhooks spoke of: each entity is due to be read again, and its register may no longer skip a listing (rules R1, L2). */
@Controller()
export class SpokenController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LAG) private readonly lag: Lag,
  ) {}

  @EventPattern(RAW_TOPIC)
  async note(@Payload() batch: LogBatch): Promise<SeekTo | undefined> {
    const outcome = await transactAt(this.pool, READER, batch, async (client, records) => {
      const events = records.flatMap(spokenOf)
      await raiseSpoken(client, events)
      const webhooks = events.filter(({ cause }) => cause.kind === 'webhook')
      await makeDue(
        client,
        webhooks.map(({ connection, resource, key, version }) => ({ connection, resource, key, at: instantOf(version) })),
        this.lag,
      )
    })
    return 'seekTo' in outcome ? outcome : undefined
  }
}

/** What a record of raw says, unless it is a listing's own. */
function spokenOf({ message, position, appendedAtMs }: LogRecord): readonly CanonicalEvent[] {
  if (message.headers['ce_type'] === 'greenhouse.raw.record') return []
  const raw = decodeRaw(message, position, appendedAtMs)
  return raw ? normalize(source, raw).events : []
}
