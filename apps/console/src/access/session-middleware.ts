import { type Logger, type Pool } from '@trellis/runtime'
import connectPgSimple from 'connect-pg-simple'
import type { RequestHandler } from 'express'
import session from 'express-session'
import { SESSION_IDLE_MS } from './sessions.js'

const PRUNE_SECONDS = 900

/** Where people open the console, and what signs their cookies. */
export interface SessionSettings {
  readonly publicUrl: URL
  readonly sessionSecret: string
}

/** Sessions are rows of `ops.console_session`; a browser has a signed id in a cookie that no script can read. */
export function sessionMiddleware(pool: Pool, { publicUrl, sessionSecret }: SessionSettings, logger: Logger): RequestHandler {
  const isHttps = publicUrl.protocol === 'https:'
  const Store = connectPgSimple(session)
  return session({
    store: new Store({
      pool,
      schemaName: 'ops',
      tableName: 'console_session',
      pruneSessionInterval: PRUNE_SECONDS,
      errorLog: (...what) => logger.warn({ err: what.find((each) => each instanceof Error) }, 'sessions were not pruned'),
    }),
    // Without https, which __Host- demands, the console is opened on this machine alone.
    name: isHttps ? '__Host-trellis' : 'trellis',
    secret: sessionSecret,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    // TLS ends before the console.
    ...(isHttps && { proxy: true }),
    cookie: { httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/', maxAge: SESSION_IDLE_MS },
  })
}
