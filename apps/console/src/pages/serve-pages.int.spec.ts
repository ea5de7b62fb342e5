import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scratchDir } from '@trellis/local'
import { ownConsole, type OwnConsole } from '../testing/own-console.js'
import type { Browser } from '../testing/browser.js'

let console: OwnConsole
let browser: Browser

beforeAll(async () => {
  const pages = await scratchDir('pages')
  await mkdir(join(pages, 'assets'))
  await writeFile(join(pages, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">')
  await writeFile(join(pages, 'assets/main-abc.js'), 'export {}')
  await writeFile(join(pages, 'favicon.svg'), '<svg/>')
  console = await ownConsole({ pages })
  browser = await console.open()
})
afterAll(() => console.close())

describe('the pages', () => {
  it.each(['/', '/index.html', '/admin/integrations?tab=1'])('are one page with a nonce of its own: %s', async (path) => {
    const answers = [await browser.send('GET', path), await browser.send('GET', path)]
    const nonces = answers.map(({ body }) => /nonce="([^"]+)"/.exec(String(body['text']))?.[1] ?? 'none')
    expect(new Set(nonces).size).toBe(2)
    expect(answers[0]?.headers.get('content-security-policy')).toContain(`'nonce-${String(nonces[0])}'`)
    expect(answers.map(({ headers }) => headers.get('cache-control'))).toEqual(['no-cache', 'no-cache'])
  })

  it('keep assets for long, other files not, and answer 404 for those that are not there', async () => {
    const answers = []
    for (const path of ['/assets/main-abc.js', '/favicon.svg', '/assets/main-old.js', '/api/nothing', '/api'])
      answers.push(await browser.send('GET', path))
    expect(answers.map(({ status, headers }) => [status, headers.get('cache-control')])).toEqual([
      [200, 'public, max-age=31536000, immutable'],
      [200, 'no-cache'],
      [404, null],
      [404, 'no-store'],
      [404, 'no-store'],
    ])
  })

  it('do not begin a session', async () => {
    const { headers } = await browser.send('GET', '/')
    expect(headers.get('set-cookie')).toBeNull()
  })
})
