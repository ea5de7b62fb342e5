import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from '@jest/globals'
import { request } from 'undici'
import { proxying } from './dispatcher.js'
import { receive, type AnswerLimits } from './receive.js'

const NEVER = new AbortController().signal
const BODY = Buffer.from(JSON.stringify(Array.from({ length: 500 }, (_, id) => ({ id, name: `Æ ${id}` }))))
const MB = 1024 * 1024

describe('an answer', () => {
  const servers: Server[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })

  async function serving(answer: RequestListener): Promise<string> {
    const server = createServer(answer)
    servers.push(server.listen(0, '127.0.0.1'))
    await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3/offers`
  }

  const LIMITS: AnswerLimits = { maxBytes: MB, deadlineMs: 600_000 }
  const get = (url: string, limits = LIMITS) => receive(url, { signal: NEVER, limits })

  it('is asked for in gzip or br', async () => {
    const asked: IncomingMessage[] = []
    const url = await serving((request, response) => response.end(String(asked.push(request))))
    await get(url)
    expect(asked[0]?.headers['accept-encoding']).toBe('gzip, br')
  })

  it.each([
    ['as it is', '', BODY],
    ['as identity', 'identity', BODY],
    ['in gzip', 'gzip', gzipSync(BODY)],
    ['in GZip, by its old name', 'X-GZip', gzipSync(BODY)],
    ['in br', 'br', brotliCompressSync(BODY)],
    ['in deflate', 'deflate', deflateSync(BODY)],
    ['in deflate without a frame', 'deflate', deflateRawSync(BODY)],
    ['in gzip and br upon it', 'gzip, br', brotliCompressSync(gzipSync(BODY))],
  ])('is read %s', async (_, coding, bytes) => {
    const url = await serving((_request, response) => response.writeHead(200, { 'content-encoding': coding }).end(bytes))
    expect((await get(url)).body.equals(BODY)).toBe(true)
  })

  it('is empty in any coding where it has no body', async () => {
    const url = await serving((_request, response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end())
    expect(await get(url)).toMatchObject({ status: 204, body: Buffer.alloc(0) })
  })

  it('is a Fault in an unknown coding', async () => {
    const url = await serving((_request, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end(BODY))
    await expect(get(url)).rejects.toMatchObject({ name: 'Fault', message: expect.stringContaining('content coding') })
  })

  it.each([
    ['in the middle of its coding', 'gzip', gzipSync(BODY).subarray(0, 900)],
    ['with what is not in its coding', 'br', BODY],
  ])('is a Fault where it ends %s', async (_, coding, bytes) => {
    const url = await serving((_request, response) => response.writeHead(200, { 'content-encoding': coding }).end(bytes))
    await expect(get(url)).rejects.toMatchObject({ name: 'Fault', retryable: true })
  })

  it('is read up to its largest size, and no further', async () => {
    let bytes = MB
    const url = await serving((_request, response) => response.end(Buffer.alloc(bytes, 'a')))
    expect((await get(url)).body.length).toBe(MB)
    bytes += 1
    await expect(get(url)).rejects.toMatchObject({ name: 'AnswerBeyondLimit', limit: 'size', retryable: true })
  })

  it('is not read on where it never ends', async () => {
    let isClosed = false
    const url = await serving((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'a')));
      }
      response.on('drain', more).on('close', () => (isClosed = true))
      more()
    })
    await expect(get(url)).rejects.toMatchObject({ limit: 'size' })
    while (!isClosed) await new Promise(setImmediate)
  })

  it.each([
    ['gzip', gzipSync(Buffer.alloc(20 * MB))],
    ['br', brotliCompressSync(Buffer.alloc(20 * MB))],
    ['deflate', deflateSync(Buffer.alloc(20 * MB))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(20 * MB)))],
  ])('is bounded as it is decoded too: %s', async (coding, bomb) => {
    expect(bomb.length).toBeLessThan(MB)
    const url = await serving((_request, response) => response.writeHead(200, { 'content-encoding': coding }).end(bomb))
    await expect(get(url)).rejects.toMatchObject({ limit: 'size' })
  })

  it.each([
    ['nothing comes', () => undefined],
    ['a byte comes now and then', (response: { write(text: string): unknown }) => setInterval(() => response.write('a'), 5)],
  ])('ends at its last moment though %s', async (_, drip) => {
    let timer: unknown
    const url = await serving((_request, response) => {
      timer = drip(response)
      response.on('close', () => clearInterval(timer as NodeJS.Timeout))
    })
    await expect(get(url, { maxBytes: MB, deadlineMs: 300 })).rejects.toMatchObject({ limit: 'time', retryable: true })
  })

  it('is no Fault where the caller aborts', async () => {
    const stop = new AbortController()
    const url = await serving(() => stop.abort(new Error('stop now')))
    await expect(receive(url, { signal: stop.signal })).rejects.toThrow('stop now')
  })

  describe('by a proxy', () => {
    /** Connects each tunnel to the server at hand, whatever its name. */
    async function tunnels(to: string): Promise<{ readonly url: string; readonly asked: readonly string[] }> {
      const asked: string[] = []
      const url = await serving((_request, response) => response.writeHead(500).end())
      servers.at(-1)?.on('connect', ({ url: target = '' }: IncomingMessage, socket: NodeJS.ReadWriteStream) => {
        asked.push(target)
        const there = connect(Number(new URL(to).port), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
          there.pipe(socket).pipe(there)
        })
        there.on('error', () => socket.end())
        socket.on('error', () => there.destroy())
      })
      return { url: new URL(url).origin, asked }
    }
    const plain: RequestListener = (_request, response) => response.end('from the server')

    it('is what HTTP_PROXY or http_proxy asks for', async () => {
      const proxy = await tunnels(await serving(plain))
      for (const name of ['HTTP_PROXY', 'http_proxy']) {
        const dispatcher = proxying({ [name]: proxy.url })
        const answer = await request('http://harvest.example/v3/offers', { dispatcher })
        expect(await answer.body.text()).toBe('from the server')
        await dispatcher.close()
      }
      expect(proxy.asked).toEqual(['harvest.example:80', 'harvest.example:80'])
    })

    it('is what HTTPS_PROXY asks for, and tunnels where TLS is used', async () => {
      const proxy = await tunnels(await serving(plain))
      const dispatcher = proxying({ HTTPS_PROXY: proxy.url })
      // The server here has no TLS: that it was asked for the tunnel is all there is to see.
      await expect(request('https://harvest.example/v3/offers', { dispatcher })).rejects.toThrow()
      expect(proxy.asked).toEqual(['harvest.example:443'])
      await dispatcher.close()
    })

    it('is not what this machine, and what NO_PROXY names, is asked by', async () => {
      const server = await serving(plain)
      const proxy = await tunnels(server)
      const named = server.replace('127.0.0.1', 'localhost')
      const dispatcher = proxying({ HTTP_PROXY: proxy.url, NO_PROXY: '*' })
      for (const env of [{}, { NO_PROXY: 'other.example' }, { NO_PROXY: '*' }]) {
        const own = proxying({ HTTP_PROXY: proxy.url, ...env })
        for (const url of [server, named]) await (await request(url, { dispatcher: own })).body.text()
        await own.close()
      }
      await expect(request('http://harvest.invalid/', { dispatcher })).rejects.toThrow()
      await dispatcher.close()
      const some = proxying({ HTTP_PROXY: proxy.url, NO_PROXY: 'harvest.invalid' })
      await expect(request('http://harvest.invalid/', { dispatcher: some })).rejects.toThrow()
      await some.close()
      expect(proxy.asked).toEqual([])
    })
  })
})
