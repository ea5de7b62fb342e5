import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { createLogger, EventLog } from '@trellis/runtime'

/** The least that an ingress can do: Node's own server, the signature of the raw bytes, the same durable append, 200. */
const { KAFKA_BROKERS = '', KAFKA_TOPIC_PREFIX = '', WEBHOOK_SECRETS = '', BARE_PORT = '0' } = process.env
const settings = { brokers: KAFKA_BROKERS.split(','), clientId: 'bare-ingress', topicPrefix: KAFKA_TOPIC_PREFIX }
const log = await EventLog.connect(settings, createLogger('bare-ingress', 'silent'))

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const expected = Buffer.from(`sha256 ${createHmac('sha256', WEBHOOK_SECRETS).update(body).digest('hex')}`)
  const given = Buffer.from(String(request.headers['signature']))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return void response.writeHead(401).end()
  await log.append(RAW_TOPIC, [{ key: randomUUID(), value: body, headers: {} }])
  response.writeHead(200, { 'content-length': '0' }).end()
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(503).end())
})
server.listen(Number(BARE_PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.closeAllConnections()
  server.close(() => void log.close().then(() => process.exit(0)))
})
