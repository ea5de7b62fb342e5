import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on this machine that answers as a spec says, and remembers what it was asked. */
export interface LocalServer {
  readonly url: string
  /** Method and path with query, in the order of arrival. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/** What to answer. An object as body goes out as JSON. */
export interface LocalAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export async function localServer(
  answer: (request: IncomingMessage) => LocalAnswer | Promise<LocalAnswer>,
): Promise<LocalServer> {
  const asked: string[] = []
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    const { status = 200, headers = {}, body = {} } = await answer(request)
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
  }
  const server = createServer((request, response) => void respond(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
