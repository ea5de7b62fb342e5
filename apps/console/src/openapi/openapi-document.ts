import type { INestApplication } from '@nestjs/common'
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger'
import { problemMembers } from '@trellis/operations'
import { DEFAULT_DEMAND, DEMAND_EXTENSION, type Demand } from '../access/demands.js'
import type { ErrorCode } from '../problem/console-errors.js'
import { ProblemAnswer } from '../problem/problem.dto.js'
import { FAILS_EXTENSION } from './fails.js'

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
type Method = (typeof METHODS)[number]

/** The console's OpenAPI document, made from its classes; every route has every answer that it can give. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.0.3')
    .setTitle('Trellis console')
    .setDescription(
      'What the pages of the console ask and order. Errors are problems (RFC 9457) with what to do and who can do it.',
    )
    .setVersion('1')
    .addCookieAuth('trellis', { type: 'apiKey', in: 'cookie', name: 'trellis' }, 'session')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-CSRF-Token', description: 'The csrfToken of GET /api/session.' }, 'csrf')
    .build()
  const document = SwaggerModule.createDocument(app, settings, {
    extraModels: [ProblemAnswer],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  })
  for (const path of Object.values(document.paths))
    for (const method of METHODS) {
      const operation = path[method]
      if (operation) complete(method, operation)
    }
  return document
}

interface Extended extends Operation {
  [DEMAND_EXTENSION]?: Demand
  [FAILS_EXTENSION]?: readonly ErrorCode[]
}

function complete(method: Method, operation: Extended): void {
  const demand = (operation[DEMAND_EXTENSION] ??= DEFAULT_DEMAND)
  const isRead = method === 'get'
  const codes = new Set<ErrorCode>([
    ...(operation[FAILS_EXTENSION] ?? []),
    ...(operation.requestBody ? (['request-invalid', 'body-too-large'] as const) : []),
    ...((operation.parameters ?? []).length > 0 ? (['request-invalid'] as const) : []),
    ...(demand.caller === 'anyone' ? [] : (['not-signed-in'] as const)),
    ...(isRead ? [] : (['csrf-token-wrong', 'origin-refused'] as const)),
    ...(demand.caller === 'admin' ? (['admin-only'] as const) : []),
    ...(demand.right ? (['right-missing'] as const) : []),
    ...(['broken', 'database-away'] as const),
  ])
  Reflect.deleteProperty(operation, FAILS_EXTENSION)
  // What changes something needs a session also where no one is signed in: the token is kept there.
  operation.security = isRead ? (demand.caller === 'anyone' ? [] : [{ session: [] }]) : [{ session: [], csrf: [] }]
  const statuses = new Set([...codes].map((code) => problemMembers(code).status).toSorted())
  for (const status of statuses)
    operation.responses[String(status)] = answerOf([...codes].filter((code) => problemMembers(code).status === status))
}

function answerOf(codes: readonly ErrorCode[]): Operation['responses'][string] {
  const isLater = codes.includes('too-many-attempts')
  return {
    description: codes.map((code) => `${problemMembers(code).title} (\`${code}\`)`).join('; '),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemAnswer' } } },
    ...(isLater && { headers: { 'Retry-After': { description: 'In seconds.', schema: { type: 'integer' } } } }),
  }
}
