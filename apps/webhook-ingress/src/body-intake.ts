import type { IncomingMessage } from 'node:http'

/** Why a body was not taken: over its limit, later or slower than a caller who means it, or let go of in favour of others. */
type Untaken = 'too_large' | 'too_slow' | 'busy'

/** Limits of what is received and not yet complete. */
interface IntakeLimits {
  /** Bytes of all of them; beyond it the one that has been under way longest is let go. */
  readonly maxInFlight: number
  /** How long one may take: 10 s. */
  readonly deadlineMs?: number
}

const DEADLINE_MS = 10_000
/** From then on a body must have brought 1 KB for each second of its life. */
const PACE_AFTER_MS = 2_000
const LOOK_EVERY_MS = 500
const FIRST_BYTES = 4_096

interface Body {
  readonly beganAt: number
  size: number
  held: number
  refuse(why: Untaken): void
}

/** Receives bodies within limits of bytes and time. An unfinished body keeps no other out: where room is short, the oldest goes. */
export class BodyIntake {
  private held = 0
  /** In the order in which they began. */
  private readonly underWay = new Set<Body>()
  private readonly deadlineMs: number
  private readonly maxInFlight: number
  private readonly timer: NodeJS.Timeout

  constructor({ maxInFlight, deadlineMs = DEADLINE_MS }: IntakeLimits) {
    this.maxInFlight = maxInFlight
    this.deadlineMs = deadlineMs
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref()
  }

  /** Bytes held for bodies that are not complete. */
  get heldBytes(): number {
    return this.held
  }

  stop(): void {
    clearInterval(this.timer)
  }

  /**
   * The request's body of at most so many bytes, or why there is none. By events: to iterate over a request costs more than all else that is
   * done with it here. Small chunks are copied together: each kept by itself costs two hundred times its bytes. Rejects where the caller goes.
   */
  receive(request: IncomingMessage, maxBytes: number): Promise<Buffer | Untaken> {
    const announced = Number(request.headers['content-length'] ?? Number.NaN)
    return new Promise<Buffer | Untaken>((resolve, reject) => {
      let buffer: Buffer | undefined
      let whole: Buffer | undefined
      const end = (outcome: Buffer | Untaken | Error): void => {
        request.off('data', take).off('end', complete).off('error', end).off('close', gone)
        this.underWay.delete(body)
        this.held -= body.held
        body.held = 0
        buffer = undefined
        if (outcome instanceof Error) {
          reject(outcome)
          return
        }
        resolve(outcome)
      }
      const body: Body = {
        beganAt: performance.now(),
        size: 0,
        held: 0,
        refuse: (why) => {
          request.pause()
          end(why)
        },
      }
      const take = (chunk: Buffer): void => {
        const size = body.size + chunk.length
        if (size > maxBytes) {
          body.refuse('too_large')
          return
        }
        if (body.size === 0 && size === announced) whole = chunk
        else {
          const grown = grow(buffer, body.size, size, Math.min(maxBytes, announced || maxBytes))
          if (!this.hold(body, grown.length)) return
          chunk.copy(grown, body.size)
          buffer = grown
        }
        body.size = size
      }
      const complete = (): void => end(whole ?? fitted(buffer, body.size))
      const gone = (): void => {
        if (!request.complete) end(new Error('the caller has gone'))
      }
      this.underWay.add(body)
      request.on('data', take).once('end', complete).once('error', end).once('close', gone)
    })
  }

  /** True where the body may hold so many bytes. For the sake of room the oldest go, which may be this one. */
  private hold(body: Body, bytes: number): boolean {
    this.held += bytes - body.held
    body.held = bytes
    for (const oldest of this.underWay) {
      if (this.held <= this.maxInFlight) break
      if (oldest.held > 0) oldest.refuse('busy')
    }
    return this.underWay.has(body)
  }

  private look(): void {
    const now = performance.now()
    for (const body of this.underWay) {
      const ageMs = now - body.beganAt
      if (ageMs > this.deadlineMs || (ageMs > PACE_AFTER_MS && body.size < ageMs)) body.refuse('too_slow')
    }
  }
}

/** A buffer that holds `size` bytes, the first `kept` of them as before. */
function grow(buffer: Buffer | undefined, kept: number, size: number, limit: number): Buffer {
  if (buffer && buffer.length >= size) return buffer
  const grown = Buffer.allocUnsafeSlow(Math.max(size, Math.min(Math.max(FIRST_BYTES, size * 2), limit)))
  buffer?.copy(grown, 0, 0, kept)
  return grown
}

/** What waits for the log does not carry the room that was left for growing. */
function fitted(buffer: Buffer | undefined, size: number): Buffer {
  if (!buffer) return Buffer.alloc(0)
  const filled = buffer.subarray(0, size)
  return size * 2 > buffer.length ? filled : Buffer.from(filled)
}
