import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { sendWebhook } from './send-webhook.js'
import { CONNECTION, makeWorld, type World } from './world.js'

interface Span {
  readonly service: string
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[]
}

interface Exported {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[]
    }
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[]
  }[]
}

const CANDIDATE = { id: 71_000_001, first_name: 'Xaverine', last_name: 'Unverwechselbar', custom_fields: {}, tags: [] }

describe('the trace of a webhook', () => {
  const spans: Span[] = []
  const bodies: string[] = []
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      bodies.push(body)
      spans.push(...spansIn(JSON.parse(body) as Exported))
      response.end('{}')
    })
  })
  let world: World

  beforeAll(async () => {
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
    world = await makeWorld({ sandbox: { candidates: 1 }, env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } })
    await world.start('webhook-ingress', 'normalizer', 'warehouse-writer')
    const body = Buffer.from(JSON.stringify({ action: 'update_candidate', payload: { candidate: CANDIDATE } }))
    expect(await sendWebhook(world, body)).toBe(200)
    await until(() => spans.find(({ name }) => name === 'write'), { what: 'the span of its row' })
  })
  afterAll(async () => {
    await world.close()
    collector.close()
  })

  const named = (name: string): Span => {
    const span = spans.find((each) => each.name === name)
    if (!span) throw new Error(`there is no span ${name}`)
    return span
  }

  it('leads from its arrival through each service to its committed row', async () => {
    const [webhook, normalize, write] = ['webhook', 'normalize', 'write'].map(named) as [Span, Span, Span]
    expect([webhook, normalize, write].map(({ service }) => service)).toEqual([
      'webhook-ingress',
      'normalizer',
      'warehouse-writer',
    ])
    expect([normalize, write].map(({ traceId, parentSpanId }) => [traceId, parentSpanId])).toEqual([
      [webhook.traceId, webhook.spanId],
      [webhook.traceId, normalize.spanId],
    ])
    const { rowCount } = await world.pool.query('select 1 from recruiting.candidates where connection_id = $1 and id = $2', [
      CONNECTION,
      CANDIDATE.id,
    ])
    expect(rowCount).toBe(1)
  })

  it.each(['normalize', 'write'])('is linked with the batch that it was taken in by to %s, both ways', (name) => {
    const own = named(name)
    const batch = spans.find(({ spanId }) => own.links?.some((link) => link.spanId === spanId))
    expect(batch?.name).toBe(`${name} batch`)
    expect(batch?.links).toMatchObject([{ traceId: own.traceId, spanId: own.parentSpanId }])
  })

  it('of the poller’s work is linked by the batches that took its records in, one by one', async () => {
    await world.start('harvest-poller')
    const linked = (to: Span, name: string): Span | undefined =>
      spans.find((span) => span.name === name && span.links?.some(({ spanId }) => spanId === to.spanId))
    const isWritten = (): boolean =>
      spans.some((span) => {
        const batch = span.name.startsWith('poll ') ? linked(span, 'normalize batch') : undefined
        return batch !== undefined && linked(batch, 'write batch') !== undefined
      })
    await until(isWritten, { what: 'a batch of rows that links to the poller’s work' })
  })

  it('has nothing of what was sent or listed', () => {
    expect(bodies.join('\n')).not.toMatch(/Xaverine|Unverwechselbar|71000001/)
  })
})

function spansIn({ resourceSpans }: Exported): readonly Span[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? ''
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })))
  })
}
