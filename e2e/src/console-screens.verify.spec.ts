import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { startService, type RunningService } from '@trellis/cli'
import { freePort, localDir, workspaceRoot } from '@trellis/local'
import { makeFirstAdminToken, transact } from '@trellis/runtime'
import { complaintsOf, openBrowser, seriousOf } from './open-browser.js'
import { ADMIN, eachRowSays, heading, picture, rowsOf } from './visit.js'
import { makeWorld, type World } from './world.js'

/** Every screen that has an address of its own: its path, and the heading by which it is known. */
const SCREENS = [
  ['/', 'Overview'],
  ['/sync', 'Sync'],
  ['/deliveries', 'Deliveries'],
  ['/problems', 'Problems'],
  ['/completeness', 'Completeness'],
  ['/rebuild', 'Rebuild'],
  ['/why', 'Why is this so'],
  ['/alerts', 'Alerts'],
  ['/services', 'Services'],
  ['/integrations', 'Integrations'],
  ['/integrations/greenhouse/new', 'Connect Greenhouse'],
  ['/integrations/greenhouse/acme', 'acme'],
  ['/integrations/greenhouse/acme/webhooks', 'Webhooks'],
  ['/integrations/greenhouse/acme/privacy', 'Privacy'],
  ['/accounts', 'People and roles'],
  ['/audit-trail', 'Audit trail'],
] as const

const LOOKS = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 360 },
] as const

let world: World
let service: RunningService<'console'>
let url: string
let browser: Browser

beforeAll(async () => {
  execFileSync(process.execPath, [join(workspaceRoot, 'tools/local/build-pages.mjs')], { stdio: 'inherit' })
  world = await makeWorld({ sandbox: { candidates: 20 } })
  await world.start()
  const port = String(await freePort())
  url = `http://127.0.0.1:${port}`
  const env = {
    ...world.environment,
    CONSOLE_PORT: port,
    CONSOLE_URL: url,
    CONSOLE_SESSION_SECRET: randomBytes(32).toString('base64'),
  }
  const { brokers, databaseUrl } = world
  service = await startService('console', {
    infrastructure: { brokers, databaseUrl },
    ingressPort: await freePort(),
    env,
    logs: join(localDir, 'logs', 'console-screens'),
  })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await service.child.stop()
  await world.close()
})

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(ADMIN.email)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

describe('the console in a browser', () => {
  let context: BrowserContext
  let page: Page
  let complaints: readonly string[]

  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    page = await context.newPage()
    complaints = complaintsOf(page)
  })
  afterAll(() => context.close())

  it('makes the first admin by the token, wherever it was opened', async () => {
    const token = await transact(world.pool, makeFirstAdminToken)
    await page.goto(`${url}/accounts`)
    await heading(page, 'Set up the console').waitFor()
    expect(await seriousOf(page)).toEqual([])
    await picture(page, 'first-admin')
    await page.getByLabel('One-time token').fill(token)
    await page.getByLabel('Your name').fill(ADMIN.name)
    await page.getByLabel('E-mail').fill(ADMIN.email)
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
    await page.getByRole('button', { name: 'Make the account and sign in' }).click()
    await heading(page, 'Integrations').waitFor()
    await page.getByRole('cell', { name: 'acme' }).first().waitFor()
  })

  it('adds a viewer, who does not see what is for admins', async () => {
    await page.getByRole('link', { name: 'People and roles' }).click()
    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByLabel('Name').fill('<img src=x onerror=alert(1)>')
    await page.getByLabel('E-mail').fill('vera@acme.example')
    await page.getByLabel('Pay').check()
    expect(await seriousOf(page)).toEqual([])
    await picture(page, 'add-a-person')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const password = await page.getByLabel('First password', { exact: true }).inputValue()
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('cell', { name: '<img src=x onerror=alert(1)> vera@acme.example' }).waitFor()

    const other = await browser.newContext()
    const viewer = await other.newPage()
    await viewer.goto(`${url}/audit-trail`)
    await viewer.getByLabel('E-mail').fill('vera@acme.example')
    await viewer.getByLabel('Password', { exact: true }).fill(password)
    await viewer.getByRole('button', { name: 'Sign in', exact: true }).click()
    await heading(viewer, 'Audit trail is for admins').waitFor()
    const seen = await viewer.getByRole('navigation').getByRole('link').allTextContents()
    expect(seen).toEqual([
      'Overview',
      'Sync',
      'Deliveries',
      'Problems',
      'Completeness',
      'Rebuild',
      'Why is this so',
      'Alerts',
      'Services',
      'Integrations',
    ])
    await other.close()
  })

  it('asks for the password over the screen once the session has ended, and keeps what was typed', async () => {
    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByLabel('Name').fill('Half typed')
    await page.getByLabel('E-mail').fill('half@acme.example')
    await context.clearCookies()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
    await dialog.waitFor()
    await picture(page, 'session-ended')
    await dialog.getByLabel('Password', { exact: true }).fill(ADMIN.password)
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(new URL(page.url()).pathname).toBe('/accounts')
    expect(await page.getByLabel('Name').inputValue()).toBe('Half typed')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByLabel('First password', { exact: true }).waitFor()
  })

  it('connects an account without what is off from the first byte, and hands the rest to a colleague', async () => {
    await page.goto(`${url}/integrations/greenhouse/new`)
    await page.getByLabel('Name').fill('Globex')
    await page.getByRole('switch', { name: 'Pay' }).uncheck()
    await page.getByRole('button', { name: 'Save without credentials' }).click()
    await heading(page, 'Globex').waitFor()
    await page.getByRole('button', { name: 'Hand over to a colleague' }).click()
    await page.getByRole('button', { name: 'Make a link' }).click()
    const link = await page.getByLabel('Link', { exact: true }).inputValue()
    await page.getByRole('button', { name: 'Done' }).click()

    const other = await browser.newContext({ viewport: { width: 360, height: 800 } })
    const colleague = await other.newPage()
    await colleague.goto(link)
    await colleague.getByRole('button', { name: 'Save' }).waitFor()
    expect(await seriousOf(colleague)).toEqual([])
    await picture(colleague, 'hand-over')
    await other.close()
  })

  it('plans a change of what is read, then makes it', async () => {
    await page.goto(`${url}/integrations/greenhouse/globex/privacy`)
    await heading(page, 'Privacy').waitFor()
    const pay = page.getByRole('switch', { name: 'Pay' })
    expect(await pay.isChecked()).toBe(false)
    await pay.click()
    await page.getByText('pay_input_ranges, pay_inputs are listed whole').waitFor()
    expect(await seriousOf(page)).toEqual([])
    await picture(page, 'privacy-plan')
    await page.getByRole('button', { name: 'Read Pay' }).click()
    await page.getByText('Pay: read again').waitFor()
    await picture(page, 'privacy-changed')
    expect(await pay.isChecked()).toBe(true)
  })

  it('counts what a purge of a removed connection takes, and purges it once its name was typed', async () => {
    await page.getByRole('link', { name: 'The connection' }).click()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByLabel('Type globex to remove it').fill('globex')
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('button', { name: 'Count what a purge takes' }).click()
    await page.getByText('Erased from raw: 0 events').waitFor()
    await page.getByRole('button', { name: 'Purge…' }).click()
    await page.getByLabel('Type Globex to purge it').fill('Globex')
    expect(await seriousOf(page)).toEqual([])
    await picture(page, 'purge-dialog')
    await page.getByRole('dialog').getByRole('button', { name: 'Purge', exact: true }).click()
    await page.getByText('0 raw events are erased').waitFor()
    expect(await seriousOf(page)).toEqual([])
    await picture(page, 'purged')
  })

  it('shows that all services run, and the configuration of one without its secrets', async () => {
    await page.goto(`${url}/services`)
    expect(await eachRowSays(page, 'Services', 2, 'live')).toBe(5)
    await rowsOf(page, 'Processes of the services', /^console/)
      .getByRole('link')
      .click()
    const secret = rowsOf(page, 'Configuration', 'CONSOLE_SESSION_SECRET')
    expect(await secret.locator('td').allTextContents()).toEqual(['CONSOLE_SESSION_SECRET', 'set, and not shown'])
    expect(await rowsOf(page, 'Configuration', 'CONSOLE_URL').locator('td').last().textContent()).toBe(url)
    expect(await seriousOf(page)).toEqual([])
    await picture(page, 'service-configuration')
  })

  it('says nothing in the console of the browser, whose policy allows no script or style but its own', () => {
    expect(complaints).toEqual([])
  })
})

describe.each(LOOKS)('in $colorScheme at $width px', ({ colorScheme, width }) => {
  let context: BrowserContext
  let page: Page
  let complaints: readonly string[]

  beforeAll(async () => {
    await world.synced()
    context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' })
    page = await context.newPage()
    complaints = complaintsOf(page)
  })
  afterAll(() => context.close())

  it('sign-in is seen by everybody, and leads back', async () => {
    await page.goto(`${url}/sync`)
    await heading(page, 'Sign in').waitFor()
    await picture(page, `sign-in-${colorScheme}-${width}`)
    expect(await seriousOf(page)).toEqual([])
    await signIn(page)
    await heading(page, 'Sync').waitFor()
  })

  it.each(SCREENS)('%s fits, and keeps no one out', async (path, name) => {
    await page.goto(`${url}${path}`)
    await heading(page, name).waitFor()
    // Rows that are not known yet are grey lines.
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
    await picture(page, `${name.toLowerCase().replaceAll(' ', '-')}-${colorScheme}-${width}`)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await seriousOf(page)).toEqual([])
    expect(await page.title()).toBe(`${name} · Trellis`)
    expect(complaints).toEqual([])
  })
})
