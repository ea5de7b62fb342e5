import { isArray, isObject, type Json } from '@trellis/pipeline'

/** A value at the end of a body: a text, a number, a truth, a null, or a list or map without anything in it. */
export interface Leaf {
  /** The names and indices that lead to it. */
  readonly at: readonly (string | number)[]
  /** The names alone, joined by dots: what lies in one list has one path. */
  readonly path: string
  readonly value: Json
}

/** Every leaf of a body, in its order. */
export function leavesOf(body: Json, at: readonly (string | number)[] = []): readonly Leaf[] {
  const inner: readonly (readonly [string | number, Json])[] = isArray(body)
    ? body.map((value, index) => [index, value] as const)
    : isObject(body)
      ? Object.entries(body)
      : []
  if (inner.length === 0) return [{ at, path: at.filter((step) => typeof step === 'string').join('.'), value: body }]
  return inner.flatMap(([step, value]) => leavesOf(value, [...at, step]))
}

/** The body with another value of the same kind at the leaf; a null, which has no kind, goes away. */
export function withAnother(body: Json, { at, value }: Leaf): Json {
  return replaced(body, at, anotherOf(value))
}

function replaced(body: Json, [step, ...rest]: readonly (string | number)[], value: Json | undefined): Json {
  if (isArray(body)) {
    const inner = typeof step === 'number' ? body[step] : undefined
    const next = rest.length === 0 || inner === undefined ? value : replaced(inner, rest, value)
    return body.flatMap((item, index) => (index !== step ? [item] : next === undefined ? [] : [next]))
  }
  if (!isObject(body) || typeof step !== 'string') return body
  const inner = body[step]
  const next = rest.length === 0 || inner === undefined ? value : replaced(inner, rest, value)
  const entries = Object.entries(body)
  if (next === undefined) return Object.fromEntries(entries.filter(([name]) => name !== step))
  return Object.fromEntries(entries.map(([name, item]) => [name, name === step ? next : item]))
}

/** Of the same kind and spelling, so whatever reads the one reads the other. */
function anotherOf(value: Json): Json | undefined {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return Number.isInteger(value) ? 987_654_321_000 + (value % 1000) : value + 0.125
  if (isArray(value)) return [987_654_321]
  if (isObject(value)) return { another: { name: 'another', type: 'short_text', value: 'another' } }
  if (value === null) return undefined
  if (/^\d{4}-\d\d-\d\d/.test(value)) return `1971-02-03${value.slice(10)}`
  if (/^\d\d?\/\d\d?\/\d{4}$/.test(value)) return '02/03/1971'
  return /^-?\d+(\.\d+)?$/.test(value) ? `98765${value.replace('-', '')}` : `another ${value}`
}
