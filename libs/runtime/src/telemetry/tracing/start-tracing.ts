import type { Tracing } from './tracing.js'

/** Where spans go, and how many traces of a service's own beginning are kept: all is 1. */
export interface TracingSettings {
  /** Of an OTLP collector, without `/v1/traces`. Undefined: traces are off. */
  readonly endpoint: string | undefined
  readonly ratio: number
}

/** Undefined where no endpoint is set: then not even the SDK is loaded. */
export async function startTracing(service: string, { endpoint, ratio }: TracingSettings): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined
  const { otlpTracing } = await import('./otlp-tracing.js')
  return otlpTracing(service, endpoint, ratio)
}
