import type { Message } from '@trellis/pipeline'
import { isSampled, type OpenSpan, type Tracing } from './tracing.js'

/** More contexts of one batch are not linked, and more traces not continued: a burst of webhooks is not to become a burst of spans. */
const MOST = 128

/** A batch that is worked on, and the traces that meet in it. */
interface WorkedOn {
  /** What is done, as the name of its spans. */
  readonly name: string
  readonly topic: string
  readonly records: readonly { readonly message: Message }[]
  /** Is a message's own trace continued? Others are linked: listings bring records by the thousand. */
  readonly isFollowed: (message: Message) => boolean
}

/**
 * The span of a batch, with links to the traces that meet in it, and in each trace that is followed a span of the same work, with a link to that of the
 * batch.
 */
export class TracedBatch {
  private constructor(
    private readonly whole: OpenSpan,
    private readonly followed: ReadonlyMap<Message, OpenSpan>,
  ) {}

  /** Undefined where traces are off, or no message belongs to one. */
  static begin(tracing: Tracing | undefined, { name, topic, records, isFollowed }: WorkedOn): TracedBatch | undefined {
    if (!tracing) return undefined
    const traced = records.flatMap(({ message }) => (isSampled(message.headers['traceparent']) ? [message] : []))
    if (traced.length === 0) return undefined
    const contexts = [...new Set(traced.map(contextIn))]
    const attributes = { 'messaging.system': 'kafka', 'messaging.destination.name': topic }
    const whole = tracing.start({
      name: `${name} batch`,
      kind: 'consumer',
      links: contexts.slice(0, MOST),
      attributes: { ...attributes, 'messaging.batch.message_count': records.length },
    })
    const startMs = Date.now()
    const followed = traced
      .filter(isFollowed)
      .slice(0, MOST)
      .map((message) => {
        const links = [whole.traceparent]
        return [
          message,
          tracing.start({ name, kind: 'consumer', startMs, parent: contextIn(message), links, attributes }),
        ] as const
      })
    return new TracedBatch(whole, new Map(followed))
  }

  /** The context that goes on with what becomes of a message; undefined where it belongs to no trace. */
  contextOf(message: Message): string | undefined {
    const followed = this.followed.get(message)?.traceparent
    return followed ?? (isSampled(message.headers['traceparent']) ? this.whole.traceparent : undefined)
  }

  /** The work has ended, well unless it is said why not. */
  end(error?: unknown): void {
    for (const span of [...this.followed.values(), this.whole]) span.end(error === undefined ? {} : { error })
  }
}

function contextIn({ headers }: Message): string {
  return headers['traceparent'] ?? ''
}

/** Does work on a batch within its spans, which end with it. */
export async function traced<T>(batch: TracedBatch | undefined, work: () => Promise<T>): Promise<T> {
  if (!batch) return work()
  try {
    const result = await work()
    batch.end()
    return result
  } catch (error) {
    batch.end(error)
    throw error
  }
}
