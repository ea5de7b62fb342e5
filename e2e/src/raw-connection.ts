import { connect, type Socket } from 'node:net'
import { until } from '@trellis/local'

/** A connection on which bytes are written as a caller pleases, and what came back on it. */
export class RawConnection {
  private text = ''
  private readonly socket: Socket
  /** How it ended; undefined while it is open. */
  ended: 'closed' | 'reset' | undefined
  private broke = false

  constructor(url: string) {
    const { hostname, port } = new URL(url)
    this.socket = connect(Number(port), hostname)
    this.socket.on('data', (chunk: Buffer) => (this.text += chunk.toString('latin1')))
    this.socket.on('error', () => (this.broke = true))
    this.socket.on('close', () => (this.ended = this.broke ? 'reset' : 'closed'))
  }

  /** Everything that was answered so far. */
  get answered(): string {
    return this.text
  }

  /** The first answer's status; undefined before it came. */
  get status(): number | undefined {
    const digits = /^HTTP\/1\.1 (\d{3}) .*?\r\n\r\n/s.exec(this.text)?.[1]
    return digits === undefined ? undefined : Number(digits)
  }

  /** Resolves once the bytes are on their way: at once where the other side reads, never faster than it does. */
  write(bytes: string | Uint8Array): Promise<void> {
    if (this.ended !== undefined || this.broke) return Promise.resolve()
    if (this.socket.write(bytes)) return Promise.resolve()
    return new Promise((resolve) => {
      const done = (): void => {
        this.socket.off('drain', done).off('close', done)
        resolve()
      }
      this.socket.once('drain', done).once('close', done)
    })
  }

  /** Waits for the first answer's status. */
  answer(what: string): Promise<number> {
    return until(() => this.status, { what })
  }

  async close(): Promise<void> {
    this.socket.destroy()
    await until(() => this.ended !== undefined, { what: 'the connection to be closed' })
  }
}

/** The head of a request to the ingress. */
export function head(url: string, headers: readonly string[], target = new URL(url).pathname): string {
  return [`POST ${target} HTTP/1.1`, `Host: ${new URL(url).host}`, ...headers, '', ''].join('\r\n')
}
