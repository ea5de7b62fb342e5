/** What a span is of. Attributes are names of ours, connections and counts: never ids of entities, cells or addresses. */
export interface SpanStart {
  readonly name: string
  readonly kind: 'server' | 'client' | 'consumer' | 'internal'
  /** Milliseconds since the epoch; now, where it is not given. */
  readonly startMs?: number
  /** The context that it belongs to, as it travels in a header; else it begins a trace of its own. */
  readonly parent?: string | undefined
  /** Contexts that meet in it. */
  readonly links?: readonly string[]
  readonly attributes?: Readonly<Record<string, string | number>>
}

/** A span that was begun. */
export interface OpenSpan {
  /** Its context, as it travels in a header. */
  readonly traceparent: string
  end(outcome?: { readonly error?: unknown; readonly attributes?: Readonly<Record<string, string | number>> }): void
}

/** Spans of a service, where traces are on; everywhere else it is undefined, and nothing is done. */
export interface Tracing {
  start(span: SpanStart): OpenSpan
  /** Sends what waits to be sent. Never rejects. */
  close(): Promise<void>
}

/** Nest's token for what a controller traces with. */
export const TRACING = Symbol('tracing')

/** Is it a context that is kept where it was begun? What is no context is none. */
export function isSampled(traceparent: string | undefined): traceparent is string {
  return traceparent !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f][13579bdf]$/.test(traceparent)
}
