import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Link,
  type Span,
  type SpanContext,
} from '@opentelemetry/api'
import { parseTraceParent } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  SamplingDecision,
  TracerProvider,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace'
import type { OpenSpan, SpanStart, Tracing } from './tracing.js'

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const

/** Tracing by OpenTelemetry's SDK; spans go to a collector by OTLP over HTTP, and are dropped where it does not answer. */
export function otlpTracing(service: string, endpoint: string, ratio: number): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: 5_000 })
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': service, 'service.namespace': 'trellis' })),
    sampler: new ParentBasedSampler({ root: keepingLinked(new TraceIdRatioBasedSampler(ratio)) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000, exportTimeoutMillis: 5_000 })],
  })
  const tracer = provider.getTracer('trellis')
  return {
    start: ({ name, kind, startMs, parent, links = [], attributes = {} }: SpanStart): OpenSpan => {
      const options = {
        kind: KINDS[kind],
        links: links.flatMap(linkTo),
        attributes,
        ...(startMs !== undefined && { startTime: startMs }),
      }
      return openSpan(tracer.startSpan(name, options, contextOf(parent)))
    },
    close: () => provider.shutdown().catch(() => undefined),
  }
}

function openSpan(span: Span): OpenSpan {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    end: ({ error, attributes } = {}) => {
      if (attributes) span.setAttributes(attributes)
      // The kind alone: a message may hold what a row holds.
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', kindOf(error))
      span.end()
    },
  }
}

/** A batch is kept where a trace that meets in it is: else those traces would point at nothing. */
function keepingLinked(rest: Sampler): Sampler {
  return {
    shouldSample: (context, traceId, name, kind, attributes, links) =>
      links.some(({ context: { traceFlags } }) => (traceFlags & 1) === 1)
        ? { decision: SamplingDecision.RECORD_AND_SAMPLED }
        : rest.shouldSample(context, traceId, name, kind, attributes, links),
    toString: () => `KeepingLinked(${rest.toString()})`,
  }
}

function contextOf(parent: string | undefined): Context {
  const known = parent === undefined ? null : parseTraceParent(parent)
  return known ? trace.setSpanContext(ROOT_CONTEXT, remote(known)) : ROOT_CONTEXT
}

function linkTo(traceparent: string): readonly Link[] {
  const known = parseTraceParent(traceparent)
  return known ? [{ context: remote(known) }] : []
}

function remote(context: SpanContext): SpanContext {
  return { ...context, isRemote: true }
}

function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
