import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'

/** Callers that are slower than these hold a connection, and memory, for nothing; milliseconds. */
const HEADERS_MS = 10_000
const REQUEST_MS = 15_000
const SILENCE_MS = 30_000
const LOOK_EVERY_MS = 2_000
/** Callers are given whole seconds, 5: those that bring another request in the last moment still find us. */
const KEEP_ALIVE_MS = 5_999

/** How long answers may take when a service ends. */
const ANSWERS_MS = 10_000
const CLOSE_EVERY_MS = 100
const MOST_TURNS = 10_000
const UNHELD = { ref: false }

/**
 * Ends connections that send nothing, or no request to its end, before they pile up. All header lines are read, as many as fit into
 * the bytes that Node allows for them: it drops those beyond a thousand without a word otherwise.
 */
export function limitHttp(server: Server): void {
  server.headersTimeout = HEADERS_MS
  server.requestTimeout = REQUEST_MS
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.maxHeadersCount = 0
  server.setTimeout(SILENCE_MS)
  // Read when the server begins to listen; Node's types know it among the options only.
  Object.assign(server, { connectionsCheckingInterval: LOOK_EVERY_MS })
}

/**
 * Keeps account of the answers that are under way, and returns how to end without cutting one off. Connections on which nothing comes for so long
 * are closed then: a caller that was promised they are kept alive, and sends just then, is cut off. Called before the server listens.
 */
export function endingHttp(server: Server, quietMs: number): () => Promise<void> {
  const underWay = new Set<ServerResponse>()
  let isEnding = false
  server.prependListener('request', (_: IncomingMessage, response: ServerResponse) => {
    if (isEnding) response.shouldKeepAlive = false
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
  })
  return async () => {
    if (!server.listening) return
    isEnding = true
    await letIn(server)
    const closed = stopListening(server)
    for (const response of underWay) response.shouldKeepAlive = false
    const endsAt = performance.now() + ANSWERS_MS
    await Promise.race([closed, pause(quietMs, undefined, UNHELD)])
    while (performance.now() < endsAt && (await isOpen(closed))) server.closeIdleConnections()
    server.closeAllConnections()
    await closed
  }
}

/** Accepts callers that have connected already: connections that the system still holds for us would be reset. One of them may come in at each turn. */
async function letIn(server: Server): Promise<void> {
  let isCalm = false
  const bustle = (): void => void (isCalm = false)
  server.on('connection', bustle)
  for (let turns = 0; turns < MOST_TURNS && !isCalm; turns += 1) {
    isCalm = true
    await turn()
    await turn()
  }
  server.off('connection', bustle)
}

/** Resolves when the last connection is gone. Not `server.close()`: it also cuts connections on which a request may be about to come. */
function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => NetServer.prototype.close.call(server, () => resolve()))
}

/** Looks again in a while; false at once when all have gone. */
async function isOpen(closed: Promise<void>): Promise<boolean> {
  return Promise.race([closed.then(() => false), pause(CLOSE_EVERY_MS, true, UNHELD)])
}
