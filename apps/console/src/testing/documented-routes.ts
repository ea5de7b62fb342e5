import fc from 'fast-check'
import type { OpenAPIObject } from '@nestjs/swagger'
import { invented, type Schema } from './invented.js'

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>

/** A route of the document. */
export interface DocumentedRoute {
  /** Such as `GET /api/accounts`. */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

/** What is sent to a route. */
export interface InventedRequest {
  readonly path: string
  readonly body: unknown
}

/** Every route; those that take something away come last. */
export function documentedRoutes({ paths }: OpenAPIObject): readonly DocumentedRoute[] {
  return METHODS.flatMap((method) =>
    Object.entries(paths).flatMap(([path, item]) => {
      const operation = item[method]
      return operation ? [{ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, operation }] : []
    }),
  )
}

/** Requests to a route; `known` are ids that there are, for the parameters of its path. */
export function inventedRequests(
  { path, operation }: DocumentedRoute,
  { components = {} }: OpenAPIObject,
  known: readonly string[],
): fc.Arbitrary<InventedRequest> {
  const schemas = components.schemas ?? {}
  const parameters = (operation.parameters ?? []).flatMap((each) =>
    'in' in each && each.schema ? [{ ...each, schema: each.schema }] : [],
  )
  const [inPath, inQuery] = ['path', 'query'].map((place) => parameters.filter((parameter) => parameter.in === place))
  const parts = Object.fromEntries((inPath ?? []).map(({ name, schema }) => [name, partOfPath(schema, schemas, known)]))
  const queries = Object.fromEntries((inQuery ?? []).map(({ name, schema }) => [name, invented(schema, schemas).map(asText)]))
  const requestBody = operation.requestBody && 'content' in operation.requestBody ? operation.requestBody.content : {}
  const body = requestBody['application/json']?.schema
  return fc
    .record({
      parts: fc.record(parts),
      query: fc.record(queries, { requiredKeys: [] }),
      more: fc.option(fc.constantFrom('unknown=1', 'limit=1&limit=2', 'id[x]=1'), { freq: 8, nil: '' }),
      body: body
        ? fc.oneof({ arbitrary: invented(body, schemas), weight: 9 }, { arbitrary: fc.constant(undefined), weight: 1 })
        : fc.constant(undefined),
    })
    .map(({ parts: given, query, more, body: sent }) => {
      const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name] ?? '')
      const asked = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
      const words = [new URLSearchParams(asked).toString(), more].filter((text) => text !== '')
      return { path: words.length > 0 ? `${at}?${words.join('&')}` : at, body: sent }
    })
}

/** One part: a path that has more or fewer of them is another route. */
function partOfPath(schema: Schema, schemas: Readonly<Record<string, Schema>>, known: readonly string[]): fc.Arbitrary<string> {
  const texts = invented(schema, schemas)
    .map(asText)
    .filter((text) => !['', '.', '..'].includes(text))
    .map(encoded)
  const broken = fc.constantFrom('%', '%ff', '%00')
  return fc.oneof(
    { arbitrary: fc.constantFrom(...known), weight: 4 },
    { arbitrary: texts, weight: 2 },
    { arbitrary: broken, weight: 1 },
  )
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Half a character cannot be sent in an address. */
function encoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
}
