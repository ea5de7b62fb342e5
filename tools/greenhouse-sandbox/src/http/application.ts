import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { RequestFault } from '../faults.js'
import type { RequestCounts } from '../request-counts.js'
import { answerList, answerUnknown, type ListRoute } from './list-route.js'
import { answerToken, type TokenRoute } from './token-route.js'

interface Served {
  readonly list: ListRoute
  readonly token: TokenRoute
  readonly tokenFault: () => RequestFault | undefined
  readonly counts: RequestCounts
  /** The value of the `Date` header. */
  readonly date: () => string
}

/** The paths that Greenhouse has; both of its hosts are served by one here. */
export function application({ list, token, tokenFault, counts, date }: Served): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  // Queries are read by each route from the address as it came.
  app.set('query parser', 'simple')
  app.use((request: Request, response: Response, next: NextFunction) => {
    response.set('Date', date())
    const [, first = '', collection = ''] = request.path.split('/')
    const path = first === 'token' ? 'token' : first === 'v3' && list.collections.has(collection) ? collection : 'unknown'
    if (first !== '_sandbox') response.on('close', () => counts.count(path, response.statusCode))
    next()
  })
  app.post('/token', express.urlencoded(), express.json(), (request, response) => {
    const fault = tokenFault()
    const answer = (): void => answerToken(token, request, response)
    if (fault?.kind === 'error') response.status(500).json({ message: 'Internal Server Error' })
    else if (fault?.kind === 'throttle') response.status(429).set('Retry-After', '1').json({ message: 'Too Many Requests' })
    else if (fault?.kind === 'reset') response.socket?.destroy()
    else if (fault?.kind === 'slow') setTimeout(answer, fault.delayMs ?? 0)
    else answer()
  })
  app.get('/v3/:collection', (request, response) => answerList(list, request, response))
  app.use('/v3', (_, response) => answerUnknown(list, response))
  return app
}

/** The last word on what no route answered, and on bodies that can not be read. */
export function finish(app: Express): void {
  app.use((_: Request, response: Response) => {
    response.status(404).json({ message: 'Resource not found' })
  })
  app.use((error: unknown, _: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) next(error)
    else response.status(400).json({ message: error instanceof Error ? error.message : 'Bad Request' })
  })
}
