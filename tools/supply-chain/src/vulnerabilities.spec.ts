import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { LockedPackage } from './locked-packages.js'
import { vulnerabilities } from './vulnerabilities.js'

describe('vulnerabilities', () => {
  let server: Server | undefined
  afterEach(() => void server?.close())

  /** Answers as OSV does; of one package something is known. */
  const osv = async (status: number, known: string): Promise<string> => {
    server = createServer((asked, response) => {
      let body = ''
      asked.on('data', (chunk: Buffer) => (body += chunk.toString()))
      asked.on('end', () => {
        const { queries } = JSON.parse(body) as { queries: readonly { package: { name: string }; version: string }[] }
        const results = queries.map((query) => (query.package.name === known ? { vulns: [{ id: `OSV-${query.version}` }] } : {}))
        response.writeHead(status, { connection: 'close' }).end(JSON.stringify({ results }))
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const packages = Array.from({ length: 1_100 }, (_, index): LockedPackage => {
    const unread = {
      licence: 'MIT',
      path: '',
      hasInstallScript: false,
      isNeededToRun: true,
      resolved: undefined,
      integrity: undefined,
    }
    return { name: index === 1_050 ? 'bad' : `p${index}`, version: `1.0.${index}`, ...unread }
  })

  it('are named with their package, however many packages there are', async () => {
    expect(await vulnerabilities(packages, await osv(200, 'bad'))).toEqual([{ package: 'bad@1.0.1050', ids: ['OSV-1.0.1050'] }])
    server?.close()
    expect(await vulnerabilities(packages, await osv(200, 'none'))).toEqual([])
  })

  it('are not known where the database does not answer: that is said, rather than that there are none', async () => {
    expect(await vulnerabilities(packages, await osv(503, 'bad'))).toEqual({ skipped: expect.stringContaining('status 503') })
    expect(await vulnerabilities(packages, 'http://127.0.0.1:1')).toEqual({ skipped: expect.stringContaining('does not answer') })
  })
})
