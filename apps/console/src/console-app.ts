import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import type { RequestListener, ServerResponse } from 'node:http'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { NestLogger } from '@trellis/runtime/nest'
import type { NextFunction, Request, Response } from 'express'
import helmet from 'helmet'
import { sessionMiddleware } from './access/session-middleware.js'
import { ConsoleModule, type ConsolePorts } from './console.module.js'
import { openApiDocument } from './openapi/openapi-document.js'
import { OpenApiHolder } from './openapi/openapi.controller.js'
import { servePages } from './pages/serve-pages.js'
import { ProblemFilter } from './problem/problem.filter.js'
import { validation } from './problem/validation.js'

/** What a console is made of. */
export interface ConsoleOptions extends ConsolePorts {
  readonly sessionSecret: string
  /** Proxies before it, whose word on a caller's address counts. */
  readonly proxies: readonly string[]
  /** The folder of its built pages. */
  readonly pages: string
}

/** A console that does not listen yet. */
export interface Console {
  readonly app: NestExpressApplication
  readonly listener: RequestListener
}

const BODY_LIMIT = '1mb'

/** Makes the console: routes under `/api`, and its pages everywhere else. */
export async function createConsole(options: ConsoleOptions): Promise<Console> {
  const { pool, publicUrl, proxies, pages, logger } = options
  const app = await NestFactory.create<NestExpressApplication>(ConsoleModule.of(options), {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  })
  app.set('trust proxy', [...proxies])
  app.disable('x-powered-by')
  app.use(giveNonce, headers(publicUrl))
  app.use('/api', forbidCaching, sessionMiddleware(pool, options, logger))
  servePages(app, pages)
  app.useBodyParser('json', { limit: BODY_LIMIT })
  app.setGlobalPrefix('api')
  app.useGlobalPipes(validation)
  app.useGlobalFilters(new ProblemFilter(logger))
  app.get(OpenApiHolder).document = openApiDocument(app)
  await app.init()
  return { app, listener: app.getHttpAdapter().getInstance() as RequestListener }
}

/** What styles of the page itself may name, new with each answer. */
function giveNonce(_: Request, response: Response, next: NextFunction): void {
  response.locals['nonce'] = randomBytes(16).toString('base64')
  next()
}

function headers({ protocol }: URL): ReturnType<typeof helmet> {
  const isHttps = protocol === 'https:'
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", nonceOf],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isHttps,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
}

function nonceOf(_: unknown, response: ServerResponse): string {
  return `'nonce-${String((response as Response).locals['nonce'])}'`
}

function forbidCaching(_: Request, response: Response, next: NextFunction): void {
  response.setHeader('cache-control', 'no-store')
  next()
}
