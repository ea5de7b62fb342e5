import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { CONNECTION, makeWorld, type World } from './world.js'

const MB = 1024 * 1024
/** What `k8s/harvest-poller.yaml` gives the poller. */
const MANIFEST = { NODE_OPTIONS: '--max-old-space-size=320', limitBytes: 512 * MB }

/** By collection, what its whole pages are: 700 MB as they are, without end, or as a few kilobytes of gzip. Each has three records in smaller ones. */
const TOO_LARGE: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
  offers: (response) => pipeline(blanks(700), response.writeHead(200, { 'content-length': 700 * MB })),
  jobs: (response) => pipeline(blanks(700), response.writeHead(200)),
  departments: (response) => pipeline(blanks(Infinity), response.writeHead(200)),
  sources: (response) => pipeline(blanks(700), createGzip(), response.writeHead(200, { 'content-encoding': 'gzip' })),
}

describe('answers of 700 MB', () => {
  let world: World
  let server: Server
  const asked: string[] = []

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
      const collection = pathname.replace('/v3/', '')
      const isWhole = searchParams.get('per_page') === '500' && !searchParams.has('ids')
      asked.push(request.url ?? '')
      // No request waits for another's answer.
      response.setHeader('x-ratelimit-remaining', '1000').setHeader('x-ratelimit-reset', Math.ceil(Date.now() / 1_000) + 30)
      const large = TOO_LARGE[collection]
      // A client that reads no further closes the connection.
      if (large && isWhole) void large(response).catch(() => undefined)
      else response.writeHead(200, { 'content-type': 'application/json' }).end(large ? '[{"id":1},{"id":2},{"id":3}]' : '[]')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const harvestUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    world = await makeWorld({ sandbox: { candidates: 1 }, env: { HARVEST_URL: harvestUrl } })
    await world.startWith({ NODE_OPTIONS: MANIFEST.NODE_OPTIONS }, 'harvest-poller')
  })
  afterAll(async () => {
    await world.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const kept = async (): Promise<readonly { readonly done: boolean }[]> =>
    (
      await world.pool.query<{ done: boolean }>(
        'select listing, backfill_done as done, records from ops.listing_progress where connection_id = $1 and listing = any($2) order by listing',
        [CONNECTION, Object.keys(TOO_LARGE)],
      )
    ).rows

  it('leave the poller within the memory of its manifest, and the listings are complete in smaller pages', async () => {
    const names = Object.keys(TOO_LARGE).toSorted()
    const isComplete = async (): Promise<boolean> => (await kept()).filter(({ done }) => done).length === names.length
    await until(isComplete, { what: 'the backfills to end', everyMs: 200, limitMs: 300_000 })
    expect(await kept()).toEqual(names.map((listing) => ({ listing, done: true, records: '3' })))
    for (const name of names) expect(asked.filter((url) => url.startsWith(`/v3/${name}?per_page=500`)).length).toBe(1)
    expect(mostMemory()).toBeLessThan(MANIFEST.limitBytes)
  })

  it('are counted, and nothing warns of what is left behind', async () => {
    const poller = world.services.get('harvest-poller')
    const metrics = await (await fetch(`${poller?.url ?? ''}/metrics`)).text()
    expect(metrics).toMatch(/trellis_harvest_answers_beyond_limit_total\{[^}]*work="backfill",limit="size"[^}]*\} 4/)
    expect(readFileSync(poller?.child.logFile ?? '', 'utf8')).not.toMatch(/Warning/)
  })

  /** The most that the process has held at a time, in bytes; 0 where the system does not say. */
  function mostMemory(): number {
    const path = `/proc/${world.services.get('harvest-poller')?.child.process.pid ?? 0}/status`
    const peak = existsSync(path) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8'))?.[1] : undefined
    return Number(peak ?? 0) * 1_024
  }
})

function blanks(megabytes: number): Readable {
  const chunk = Buffer.alloc(MB, ' ')
  let left = megabytes
  return Readable.from(
    (function* () {
      while (left-- > 0) yield chunk
    })(),
  )
}
