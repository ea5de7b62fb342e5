import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals'
import type { Browser, Page } from '@playwright/test'
import { permissionGroups, PROBLEMS_TOPIC, RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { hookServer, recordsOf, type HookServer } from '@trellis/operations/testing'
import { decodeRaw, encodeProblem, instantOfMs } from '@trellis/pipeline'
import { complaintsOf, openBrowser, seriousOf } from './open-browser.js'
import { startProduct, type StartedProduct } from './started-product.js'
import { stepsOfOneWay } from './steps.js'
import { ADMIN, button, copied, eachRowSays, goTo, heading, PATIENCE_MS, picture, rowsOf } from './visit.js'

const CONNECTION = 'acme'
const REFUSED = 'Greenhouse refuses the credentials'
const REBUILD_LIMIT_MS = 180_000
const NEW_SECRET = 'the-second-secret-of-the-credential'

/** A webhook of the invented company, as it reports it itself. */
interface Sent {
  readonly action: string
  readonly status: string
}

let product: StartedProduct
/** Where alerts are sent, as a chat would take them. */
let chat: HookServer
let browser: Browser
let page: Page
let complaints: readonly string[]
let webhookSecret = ''
let pictured = 0
/** What axe found that keeps people out, where a step ended. */
const serious: string[] = []
const step = stepsOfOneWay()

beforeAll(async () => {
  chat = await hookServer()
  product = await startProduct('customers-way', { candidates: 20, env: { ALERT_ALLOWED_NETWORKS: '127.0.0.0/8' } })
  browser = await openBrowser()
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  context.setDefaultTimeout(PATIENCE_MS)
  page = await context.newPage()
  complaints = complaintsOf(page)
})

afterEach(async () => {
  pictured += 1
  serious.push(...(await seriousOf(page)))
  await picture(page, `way-${String(pictured).padStart(2, '0')}`)
})

afterAll(async () => {
  await browser.close()
  await product.stop()
  await chat.close()
})

/** As a person in Greenhouse saves a webhook; where the ping is not taken yet, they save it again. */
async function saveInGreenhouse(action: string, url: string, secret: string): Promise<void> {
  const isTaken = async (): Promise<boolean> => {
    const { status } = await product.company<{ status: number | null }>('POST', 'save-webhook', { action, url, secret })
    return status === 200
  }
  await until(isTaken, { what: `the ping of ${action} to be taken`, everyMs: 500 })
}

/** Lets so many things happen in the company, and waits until what it has to say of them was delivered; gives the events that were. */
async function happen(count: number): Promise<readonly string[]> {
  await product.company('POST', 'step', { count })
  const isSaid = async (): Promise<boolean> =>
    (await product.company<{ pendingDeliveries: number }>('GET', 'state')).pendingDeliveries === 0
  await until(isSaid, { what: 'the webhooks to be delivered', everyMs: 100 })
  const sent = await product.company<readonly Sent[]>('GET', 'webhooks')
  return sent.filter(({ status }) => status === 'delivered').map(({ action }) => action)
}

/** Waits until the chat has received such a message. */
function received(words: string): Promise<boolean> {
  return until(() => chat.requests.some(({ text }) => text.includes(words)), { what: `the message “${words}”` })
}

const verdict = (title: string) => page.getByRole('heading', { level: 2, name: title, exact: true })
const allIsWell = () => verdict('Nothing is lost, nothing is late')

describe('the customer’s way, by clicks', () => {
  step('begins with the first admin, who is made by the token that npm start prints', async () => {
    await page.goto(product.url)
    await heading(page, 'Set up the console').waitFor()
    await page.getByLabel('One-time token').fill(product.token)
    await page.getByLabel('Your name').fill(ADMIN.name)
    await page.getByLabel('E-mail').fill(ADMIN.email)
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
    await button(page, 'Make the account and sign in').click()
    await heading(page, 'Integrations').waitFor()
    await page.getByText('Nothing is connected yet.').waitFor()
    await goTo(page, 'Overview')
    await verdict('Nothing is connected yet').waitFor()
  })

  step('adds the connection: a secret that Greenhouse does not know is refused, the right one is saved', async () => {
    const { clientId, clientSecret, actingUser } = product.credentials
    await goTo(page, 'Integrations')
    await page.getByRole('link', { name: 'Connect: Greenhouse API' }).click()
    await heading(page, 'Connect Greenhouse').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Acme')
    await page.getByLabel('Client ID').fill(clientId)
    await page.getByLabel('Secret', { exact: true }).fill('mistyped')
    await page.getByLabel('Acting user').fill(actingUser)
    await button(page, 'Save').click()
    await page.getByRole('alert').getByText('Greenhouse does not know this client ID with this secret').waitFor()
    await page.getByLabel('Secret', { exact: true }).fill(clientSecret)
    await button(page, 'Save').click()
    await heading(page, 'Acme').waitFor()
    expect(new URL(page.url()).pathname).toBe(`/integrations/greenhouse/${CONNECTION}`)
  })

  step('shows that each permission is granted', async () => {
    await page.getByRole('status').getByText('Everything is granted').waitFor()
    expect(await eachRowSays(page, 'Permission groups', 2, 'granted')).toBe(permissionGroups.length)
    expect(await page.content()).not.toContain(product.credentials.clientSecret)
  })

  step('shows the sync as it finishes: every resource is read completely and live, and nothing is late', async () => {
    await goTo(page, 'Sync')
    await page.getByText(/^(\d+) of \1 read completely/).waitFor()
    await eachRowSays(page, `Resources of ${CONNECTION}`, 2, 'live')
    await goTo(page, 'Overview')
    await allIsWell().waitFor()
  })

  step('makes a secret for webhooks, which is shown once, to be copied', async () => {
    await goTo(page, 'Integrations')
    await page.getByRole('link', { name: 'Webhooks of Acme' }).click()
    await heading(page, 'Webhooks').waitFor()
    await page
      .getByRole('status')
      .getByText(/21 never set up/)
      .waitFor()
    await button(page, 'Make a secret').click()
    const dialog = page.getByRole('dialog', { name: 'The new secret' })
    webhookSecret = await dialog.getByLabel('Secret', { exact: true }).inputValue()
    await dialog.getByRole('button', { name: 'Copy the secret' }).click()
    await dialog.getByRole('button', { name: 'Copied' }).first().waitFor()
    expect([webhookSecret.length > 20, await copied(page)]).toEqual([true, webhookSecret])
    await dialog.getByRole('button', { name: 'I have it' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('One secret is taken. It is not shown again').waitFor()
    expect(await page.content()).not.toContain(webhookSecret)
  })

  step('shows each webhook as saved once its URL was pasted into Greenhouse', async () => {
    const rows = await rowsOf(page, 'Webhooks: Asked for').all()
    for (const row of rows) {
      await row.getByRole('button', { name: /^Copy the URL of / }).click()
      await row.getByRole('button', { name: 'Copied' }).waitFor()
      const url = await copied(page)
      await saveInGreenhouse(url.slice(url.lastIndexOf('/') + 1), url, webhookSecret)
    }
    await page.getByRole('status').getByText('0 of 21 seen · 21 saved, no event yet · 0 never set up').waitFor()
    expect(await eachRowSays(page, 'Webhooks: Asked for', 2, 'saved')).toBe(21)
  })

  step('shows a webhook as seen once it has come, and what it made under Deliveries', async () => {
    const [event = 'none'] = await happen(40)
    const row = rowsOf(page, 'Webhooks: Asked for').filter({ has: page.getByText(event, { exact: true }) })
    await row.getByText('seen', { exact: true }).waitFor()
    await row.getByRole('link', { name: /deliveries of/ }).click()
    await heading(page, 'Deliveries').waitFor()
    const delivery = rowsOf(page, 'Deliveries, the newest first').first()
    await delivery.getByText('read', { exact: true }).waitFor()
    await delivery.getByRole('link', { name: event, exact: true }).click()
    const dialog = page.getByRole('dialog', { name: event, exact: true })
    await dialog.getByRole('region', { name: 'Rows that it made' }).locator('tbody tr').first().waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await dialog.waitFor({ state: 'hidden' })
  })

  step('adds a channel for alerts, and a test arrives there', async () => {
    await goTo(page, 'Alerts')
    await button(page, 'Add a channel').click()
    const dialog = page.getByRole('dialog', { name: 'Add a channel' })
    await dialog.getByLabel('Kind').selectOption({ label: 'Slack, Mattermost and others' })
    await dialog.getByLabel('Name', { exact: true }).fill('On call')
    await dialog.getByLabel('Address', { exact: true }).fill(chat.url)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    const added = page.getByRole('dialog', { name: 'On call is added' })
    await added.getByRole('button', { name: 'Send a test' }).click()
    await added.getByText('The test was delivered to').waitFor()
    await received('This is a test of the channel')
    await added.getByRole('button', { name: 'Done' }).click()
    await rowsOf(page, 'Channels of alerts', 'On call').getByText('in use').waitFor()
  })

  step('says on the overview that Greenhouse refuses the credentials, and sends an alert of it', async () => {
    await goTo(page, 'Overview')
    await allIsWell().waitFor()
    await product.company('POST', 'client-secret', { secret: NEW_SECRET })
    await verdict('Nothing is lost; one thing needs you').waitFor()
    const finding = page.getByRole('listitem').filter({ hasText: `Greenhouse refuses the credentials of ${CONNECTION}` })
    await finding.getByText('Then enter new ones: Integrations, the connection, New credentials.').waitFor()
    await goTo(page, 'Alerts')
    await page.getByRole('listitem').filter({ hasText: REFUSED }).waitFor()
    await received(`Critical: ${REFUSED} (Acme).`)
  })

  step('goes on by itself once new credentials were entered, and sends that it is over', async () => {
    await goTo(page, 'Integrations')
    await page.getByRole('link', { name: 'Acme', exact: true }).click()
    await button(page, 'New credentials').click()
    const dialog = page.getByRole('dialog', { name: 'New credentials' })
    await dialog.getByLabel('Client ID').fill(product.credentials.clientId)
    await dialog.getByLabel('Secret', { exact: true }).fill(NEW_SECRET)
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('status').getByText('Everything is granted').waitFor()
    await goTo(page, 'Overview')
    await allIsWell().waitFor()
    await received(`Over: ${REFUSED} (Acme).`)
    await goTo(page, 'Alerts')
    await rowsOf(page, 'Alerts that are over, the newest first', REFUSED).waitFor()
  })

  step('rotates the secret of the webhooks: both are taken until the old one is retired', async () => {
    await goTo(page, 'Integrations')
    await page.getByRole('link', { name: 'Webhooks of Acme' }).click()
    await button(page, 'Make another secret').click()
    const dialog = page.getByRole('dialog', { name: 'The new secret' })
    const another = await dialog.getByLabel('Secret', { exact: true }).inputValue()
    expect(another).not.toBe(webhookSecret)
    await dialog.getByRole('button', { name: 'I have it' }).click()
    await page.getByText('A rotation is under way').waitFor()
    await button(page, 'Retire the old secret').click()
    await button(page, 'Retire it').click()
    await page.getByText('One secret is taken. It is not shown again').waitFor()
  })

  step('reads a problem again: first the plan, then the run, and it is resolved', async () => {
    await appendProblem()
    await goTo(page, 'Problems')
    await rowsOf(page, 'Groups of problems').getByRole('link', { name: 'A value that does not fit its column' }).click()
    await button(page, 'Read these again…').click()
    const dialog = page.getByRole('dialog', { name: 'Read problems again' })
    await dialog.getByText('1 open problem on 1 raw event').waitFor()
    await dialog.getByRole('button', { name: 'Read 1 again' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('region', { name: 'The newest replay' }).getByText('1 resolved, 0 still open').waitFor()
    await button(page, 'Show all groups').click()
    await page.getByText('Nothing is open: everything that came could be read.').waitFor()
  })

  step('turns demographics off: first what that means, then they are not read any more', async () => {
    await goTo(page, 'Integrations')
    await page.getByRole('link', { name: 'Acme', exact: true }).click()
    await page.getByRole('link', { name: 'What is read, and what is not' }).click()
    await heading(page, 'Privacy').waitFor()
    await page.getByRole('switch', { name: 'Demographics' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change what is read' })
    await dialog.getByText(/^Within seconds nothing of Demographics is read any more: /).waitFor()
    await dialog.getByRole('button', { name: 'Do not read Demographics' }).click()
    await page.getByRole('status').getByText('Demographics: not read any more').waitFor()
    expect(await page.getByRole('switch', { name: 'Demographics' }).isChecked()).toBe(false)
  })

  step('makes all tables again from raw, and gives them to readers', async () => {
    await goTo(page, 'Rebuild')
    await button(page, 'Rebuild…').click()
    const dialog = page.getByRole('dialog', { name: 'Rebuild from raw' })
    await dialog.getByRole('button', { name: 'Rebuild', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    const order = page.getByRole('region', { name: 'The newest order' })
    const done = order.getByText(/^Done: readers have generation \d+ in the place of \d+$/)
    await done.waitFor({ timeout: REBUILD_LIMIT_MS })
    const current = /\d+/.exec((await done.textContent()) ?? '')?.[0] ?? ''
    await rowsOf(page, 'Generations of the tables', 'Readers have it')
      .getByRole('cell', { name: current, exact: true })
      .first()
      .waitFor()
  })

  step('holds removals of much at once until a person confirms them, or Greenhouse shows it again', async () => {
    await goTo(page, 'Completeness')
    await product.company('POST', 'faults', { lostSiteAdmin: true })
    await button(page, 'Sweep now').click()
    const held = page.getByRole('alert').filter({ hasText: /of [\d,]+ offices seem to be gone/ })
    await held.getByRole('button', { name: 'They are really gone…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Confirm removals of offices' })
    await dialog.getByRole('button', { name: /^Confirm \d/ }).click()
    await dialog.waitFor({ state: 'hidden' })
    await held.waitFor({ state: 'detached' })
    await goTo(page, 'Overview')
    await page.getByText(/^Entries of \d+ resources of acme are missing from Greenhouse$/).waitFor()
    await product.company('POST', 'clear-faults')
    await goTo(page, 'Completeness')
    await button(page, 'Sweep now').click()
    await page.getByRole('alert').filter({ hasText: 'seem to be gone' }).first().waitFor({ state: 'detached' })
  })

  step('keeps no one out, wherever a step ended', () => {
    expect(serious).toEqual([])
  })

  step('says nothing in the console of the browser on all of the way', () => {
    expect(complaints).toEqual([])
  })
})

/** A webhook that came is said to have held what could not be read: today it can. */
async function appendProblem(): Promise<void> {
  const { log } = product.ports
  for (const { message, position, appendedAtMs } of await recordsOf(log, RAW_TOPIC)) {
    const raw = decodeRaw(message, position, appendedAtMs)
    if (raw?.kind !== 'webhook') continue
    const about = { connection: CONNECTION, resource: 'offers', key: '7', column: 'status' }
    const cause = { rawId: raw.id, kind: 'webhook', position } as const
    await log.append(PROBLEMS_TOPIC, [encodeProblem({ code: 'unreadable_cell', ...about, cause }, instantOfMs(Date.now()))])
    return
  }
  throw new Error('No webhook is on the log')
}
