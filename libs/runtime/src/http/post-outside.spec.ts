import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { AddressRefused, outsidePoster } from './post-outside.js'

const HERE = ['127.0.0.0/8']

describe('a body for an address that a person gave', () => {
  const servers: Server[] = []
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })

  async function serving(answer: RequestListener): Promise<{ readonly port: number; readonly asked: IncomingMessage[] }> {
    const asked: IncomingMessage[] = []
    const server = createServer((request, response) => {
      asked.push(request)
      answer(request, response)
    })
    servers.push(server.listen(0, '127.0.0.1'))
    await once(server, 'listening')
    return { port: (server.address() as AddressInfo).port, asked }
  }

  function poster(allowed: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
    const made = outsidePoster(allowed, env)
    closing.push(() => made.close())
    return made
  }

  it('is taken where the receiver answers 2xx', async () => {
    const { port, asked } = await serving((_, response) => response.writeHead(204).end())
    await poster(HERE).post({ url: `http://127.0.0.1:${port}/hook`, body: '{}', headers: { 'webhook-id': '7' } })
    expect(asked).toMatchObject([
      { method: 'POST', url: '/hook', headers: { 'content-type': 'application/json', 'webhook-id': '7' } },
    ])
  })

  it.each([
    ...[
      'https://127.0.0.1/',
      'https://10.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/latest/meta-data',
      'https://192.168.0.1/',
    ],
    ...['https://2130706433/', 'https://0x7f.1/', 'https://127.1/', 'https://[::ffff:7f00:1]/', 'https://[::ffff:10.0.0.1]/'],
    ...[
      'http://93.184.216.34/',
      'http://127.0.0.1/',
      'ftp://example.com/',
      ['https://user:', 'pass@example.com/'].join(''),
      'no url',
    ],
  ])('does not go to %s', async (url) => {
    expect(() => poster().check(url)).toThrow(AddressRefused)
    await expect(poster().post({ url, body: '{}' })).rejects.toMatchObject({ name: 'AddressRefused', retryable: false })
  })

  it('does not go to a name that leads into the own network, and no connection is made', async () => {
    const { port, asked } = await serving((_, response) => response.end())
    let connections = 0
    servers[0]?.on('connection', () => (connections += 1))
    await expect(poster().post({ url: `https://localhost:${port}/`, body: '{}' })).rejects.toThrow(AddressRefused)
    expect([asked.length, connections]).toEqual([0, 0])
  })

  it('is not made to follow the receiver elsewhere', async () => {
    const inner = await serving((_, response) => response.end())
    const outer = await serving((_, response) => response.writeHead(307, { location: `http://127.0.0.1:${inner.port}/` }).end())
    const sent = poster(HERE).post({ url: `http://127.0.0.1:${outer.port}/`, body: '{}' })
    await expect(sent).rejects.toThrow('leads elsewhere')
    await expect(sent).rejects.toMatchObject({ retryable: false })
    expect(inner.asked).toEqual([])
  })

  it('is refused by 4xx and 5xx, which may pass', async () => {
    const { port } = await serving((_, response) => response.writeHead(500).end('secret words'))
    const sent = poster(HERE).post({ url: `http://127.0.0.1:${port}/services/SECRET`, body: '{}' })
    await expect(sent).rejects.toMatchObject({ retryable: true, message: `127.0.0.1:${port} answered 500` })
  })

  it('is given up where the answer is longer than is read', async () => {
    const { port } = await serving((_, response) => response.end(Buffer.alloc(65_537, 'a')))
    await expect(poster(HERE).post({ url: `http://127.0.0.1:${port}/SECRET`, body: '{}' })).rejects.toThrow(
      /^127\.0\.0\.1:\d+ did not answer \(BodyTooLarge\)$/,
    )
  })

  it('does not go to a name by a proxy either, where it leads into the own network', async () => {
    const proxy = await serving((_, response) => response.end())
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: '' }
    await expect(poster([], env).post({ url: 'https://localhost/', body: '{}' })).rejects.toThrow(AddressRefused)
    expect(proxy.asked).toEqual([])
  })
})
