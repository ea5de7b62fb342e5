import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { NestExpressApplication } from '@nestjs/platform-express'
import type { NextFunction, Request, Response } from 'express'

/** Stands in the built page where its styles name the nonce of the answer. */
const NONCE = '__CSP_NONCE__'

/** Names of assets are made of their content. */
const FOREVER = 'public, max-age=31536000, immutable'

/** Serves built pages: the page itself wherever a person may be, with the nonce of the answer, and files as they are. Where nothing was built, nothing is served. */
export function servePages(app: NestExpressApplication, folder: string): void {
  const index = join(folder, 'index.html')
  if (!existsSync(index)) return
  const [page, assets] = [readFileSync(index, 'utf8'), `${join(folder, 'assets')}${sep}`]
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPage(request)) {
      next()
      return
    }
    response.setHeader('cache-control', 'no-cache')
    response.type('html').send(page.replaceAll(NONCE, String(response.locals['nonce'])))
  })
  app.useStaticAssets(folder, {
    index: false,
    redirect: false,
    setHeaders: (response: Response, path: string) => {
      response.setHeader('cache-control', path.startsWith(assets) ? FOREVER : 'no-cache')
    },
  })
}

/** A place of the pages has no ending; a file that is not there is not one. */
function isPage({ method, path }: Request): boolean {
  const isApi = path === '/api' || path.startsWith('/api/')
  return (method === 'GET' || method === 'HEAD') && !isApi && (path === '/index.html' || !/\.\w+$/.test(path))
}
