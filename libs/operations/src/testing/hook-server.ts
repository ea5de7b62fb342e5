import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseJson, type Json } from '@trellis/pipeline'

/** A request that a receiver of alerts was sent. */
export interface HookRequest {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly body: Json | undefined
}

/** A receiver of alerts on this machine. */
export interface HookServer {
  readonly url: string
  readonly requests: readonly HookRequest[]
  /** How it answers from now on; `null`: not at all. */
  answer: number | null
  /** Resolves once so many requests have come. */
  came(count: number): Promise<void>
  close(): Promise<void>
}

/** Starts one. */
export async function hookServer(): Promise<HookServer> {
  const requests: HookRequest[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      requests.push({ headers: request.headers, text, body: parseJson(text) })
      if (made.answer !== null) response.writeHead(made.answer).end()
      for (const wake of waiting) wake()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const made: HookServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/SECRET-PATH`,
    requests,
    answer: 204,
    came: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (requests.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return made
}
