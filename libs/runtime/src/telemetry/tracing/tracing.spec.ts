import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { startTracing } from './start-tracing.js'
import { traced, TracedBatch } from './traced-batch.js'
import { isSampled, type Tracing } from './tracing.js'

interface Sent {
  readonly name: string
  readonly kind: number
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[]
  readonly attributes: readonly { readonly key: string; readonly value: unknown }[]
  readonly status: { readonly code?: number }
}

const SAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const NOT_SAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00'
const idsOf = (traceparent: string): readonly string[] => traceparent.split('-').slice(1, 3)

describe('a trace', () => {
  const sent: Sent[] = []
  let authorization: string | undefined
  const collector = createServer((request, response) => {
    authorization = request.headers.authorization
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        resourceSpans: { scopeSpans: { spans: Sent[] }[] }[]
      }
      for (const { scopeSpans } of body.resourceSpans) for (const { spans } of scopeSpans) sent.push(...spans)
      response.end('{}')
    })
  })
  let endpoint: string

  beforeAll(async () => {
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
    endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  })
  beforeEach(() => void sent.splice(0))
  afterAll(() => void collector.close())

  async function spansOf(work: (tracing: Tracing) => unknown, ratio = 1): Promise<readonly Sent[]> {
    const tracing = await startTracing('spec', { endpoint, ratio })
    if (!tracing) throw new Error('traces are off')
    await work(tracing)
    await tracing.close()
    return sent
  }

  it.each([
    ['off', 'undefined', 0],
    ['on', "'http://127.0.0.1:9'", 1],
  ])('that is %s loads the SDK as often as it is needed', async (_, endpoint, times) => {
    const script = `
      import { createRequire } from 'node:module'
      import { startTracing } from '${join(workspaceRoot, 'libs/runtime/dist/index.js')}'
      const tracing = await startTracing('spec', { endpoint: ${endpoint}, ratio: 1 })
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes('@opentelemetry/sdk-trace/'))
      console.log(Math.min(loaded.length, 1), tracing === undefined)`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
    expect(stdout.trim()).toBe(`${times} ${times === 0}`)
  })

  it('is sent with what the collector asks for', async () => {
    process.env['OTEL_EXPORTER_OTLP_HEADERS'] = 'authorization=Bearer%20spec'
    await spansOf((tracing) => tracing.start({ name: 'a', kind: 'internal' }).end()).finally(
      () => delete process.env['OTEL_EXPORTER_OTLP_HEADERS'],
    )
    expect(authorization).toBe('Bearer spec')
  })

  it('goes on from the context that a header names, and links what meets in it', async () => {
    const [span] = await spansOf((tracing) =>
      tracing.start({ name: 'a', kind: 'consumer', parent: SAMPLED, links: [SAMPLED, 'nonsense'], attributes: { b: 1 } }).end(),
    )
    const [traceId, spanId] = idsOf(SAMPLED)
    expect(span).toMatchObject({ name: 'a', kind: 5, traceId, parentSpanId: spanId, links: [{ traceId, spanId }] })
    expect(span?.attributes).toEqual([{ key: 'b', value: { intValue: 1 } }])
  })

  it('names its context as the next one reads it', async () => {
    const [span] = await spansOf((tracing) => {
      const begun = tracing.start({ name: 'a', kind: 'server' })
      expect(isSampled(begun.traceparent)).toBe(true)
      tracing.start({ name: 'b', kind: 'internal', parent: begun.traceparent }).end()
      begun.end()
    })
    expect(sent.map(({ name }) => name).toSorted()).toEqual(['a', 'b'])
    expect(new Set(sent.map(({ traceId }) => traceId)).size).toBe(1)
    expect(span).toBeDefined()
  })

  it('says of an error no more than its kind', async () => {
    const error = new TypeError('Mirel, mirel@example.com')
    const [span] = await spansOf((tracing) => tracing.start({ name: 'a', kind: 'internal' }).end({ error }))
    expect(span?.status.code).toBe(2)
    expect(JSON.stringify(span)).toContain('TypeError')
    expect(JSON.stringify(sent)).not.toContain('Mirel')
  })

  it('is kept at its share where it begins, and wherever it was kept before', async () => {
    const names = (
      await spansOf((tracing) => {
        tracing.start({ name: 'begins', kind: 'internal' }).end()
        tracing.start({ name: 'goes on', kind: 'internal', parent: SAMPLED }).end()
        tracing.start({ name: 'was left out before', kind: 'internal', parent: NOT_SAMPLED }).end()
        tracing.start({ name: 'meets one', kind: 'internal', links: [SAMPLED] }).end()
        tracing.start({ name: 'meets none', kind: 'internal', links: [NOT_SAMPLED] }).end()
      }, 0)
    ).map(({ name }) => name)
    expect(names).toEqual(['goes on', 'meets one'])
  })

  describe('that comes to a batch', () => {
    const record = (traceparent?: string, type = 'listed') => {
      const headers: Record<string, string> = traceparent === undefined ? { type } : { type, traceparent }
      return { message: { key: '', value: new Uint8Array(), headers } }
    }
    const work = {
      name: 'work',
      topic: 'topic',
      isFollowed: ({ headers }: { headers: Record<string, string | undefined> }) => headers['type'] === 'webhook',
    }

    it('is linked, and goes on in a span of its own where it is followed', async () => {
      const records = [record(SAMPLED), record(SAMPLED, 'webhook'), record(NOT_SAMPLED, 'webhook'), record()]
      await spansOf(async (tracing) => {
        const batch = TracedBatch.begin(tracing, { ...work, records })
        const contexts = records.map(({ message }) => batch?.contextOf(message))
        await traced(batch, async () => undefined)
        const [whole, followed] = contexts.map((context) => (context === undefined ? [] : idsOf(context)))
        expect(followed?.[0]).toBe(idsOf(SAMPLED)[0])
        expect(whole?.[0]).not.toBe(followed?.[0])
        expect(contexts.slice(2)).toEqual([undefined, undefined])
      })
      const [traceId, spanId] = idsOf(SAMPLED)
      const whole = sent.find(({ name }) => name === 'work batch')
      expect(whole?.links).toMatchObject([{ traceId, spanId }])
      const { links } = sent.find(({ name }) => name === 'work') ?? {}
      expect(links).toMatchObject([{ traceId: whole?.traceId, spanId: whole?.spanId }])
    })

    it('ends with the work, and with its error', async () => {
      await spansOf(async (tracing) => {
        const batch = TracedBatch.begin(tracing, { ...work, records: [record(SAMPLED, 'webhook')] })
        await expect(traced(batch, () => Promise.reject(new RangeError('x')))).rejects.toThrow(RangeError)
      })
      expect(sent.map(({ name, status }) => [name, status.code])).toEqual([
        ['work', 2],
        ['work batch', 2],
      ])
    })

    it('costs a batch without any nothing but a look', async () => {
      await spansOf((tracing) => {
        expect(TracedBatch.begin(tracing, { ...work, records: [record(), record(NOT_SAMPLED)] })).toBeUndefined()
        expect(TracedBatch.begin(undefined, { ...work, records: [record(SAMPLED)] })).toBeUndefined()
      })
      expect(sent).toEqual([])
    })
  })
})
