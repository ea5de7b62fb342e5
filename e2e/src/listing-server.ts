import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { URL } from 'node:url'

/** A Harvest that serves one collection from bytes made beforehand, and nothing of any other. */
export interface ListingServer {
  readonly url: string
  close(): Promise<void>
}

/** What is served: the pages of the collection, and a function that is called before a page is answered. */
export interface Listing {
  readonly collection: string
  /** Bodies, each one JSON array. */
  readonly pages: readonly Buffer[]
  /** A page's cursor names the page before it: by now that one was read. */
  readonly onPage: (index: number) => Promise<void>
}

/** Serves the pages to every caller, a cursor's page by page; asked for ids it knows none. */
export async function serveListing({ collection, pages, onPage }: Listing): Promise<ListingServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams, origin } = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`)
    const isListed = pathname === `/v3/${collection}` && !searchParams.has('ids')
    const index = Number(searchParams.get('cursor') ?? 0)
    const headers = { 'content-type': 'application/json' }
    const next = pages.length > index + 1 ? { link: `<${origin}${pathname}?cursor=${index + 1}>; rel="next"` } : {}
    if (isListed) void onPage(index).then(() => response.writeHead(200, { ...headers, ...next }).end(pages[index]))
    else response.writeHead(200, headers).end('[]')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
