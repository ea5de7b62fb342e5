import { afterAll, beforeAll, describe, expect } from '@jest/globals'
import type { Browser, Page } from '@playwright/test'
import { permissionGroups } from '@trellis/greenhouse'
import { enter, hasFocus, tabTo, type } from './keyboard.js'
import { openBrowser } from './open-browser.js'
import { startProduct, type StartedProduct } from './started-product.js'
import { stepsOfOneWay } from './steps.js'
import { ADMIN, button, eachRowSays, heading, PATIENCE_MS } from './visit.js'

let product: StartedProduct
let browser: Browser
let page: Page
const step = stepsOfOneWay()

beforeAll(async () => {
  product = await startProduct('keyboard-way', { candidates: 5 })
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(PATIENCE_MS)
  page = await context.newPage()
})

afterAll(async () => {
  await browser.close()
  await product.stop()
})

const screen = (name: string) => page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name, exact: true })
const password = () => page.getByLabel('Password', { exact: true })

describe('the way from the first admin to a connected Greenhouse, by keyboard alone, focus always seen', () => {
  step('makes the first admin', async () => {
    await page.goto(product.url)
    await type(page, page.getByLabel('One-time token'), product.token)
    await type(page, page.getByLabel('Your name'), ADMIN.name)
    await type(page, page.getByLabel('E-mail'), ADMIN.email)
    await type(page, password(), ADMIN.password)
    await enter(page, button(page, 'Make the account and sign in'))
    await heading(page, 'Integrations').waitFor()
  })

  step('signs out by the menu, whose entries are reached with arrows, and in again', async () => {
    await enter(page, page.getByRole('button', { name: ADMIN.name }))
    const signOut = page.getByRole('menuitem', { name: 'Sign out' })
    await signOut.waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await hasFocus(signOut)).toBe(true)
    await page.keyboard.press('Enter')
    await heading(page, 'Sign in').waitFor()
    await type(page, page.getByLabel('E-mail'), ADMIN.email)
    await type(page, password(), ADMIN.password)
    await page.keyboard.press('Enter')
    await screen('Integrations').waitFor()
  })

  step('skips the navigation by the first Tab of a screen', async () => {
    await page.reload()
    const skip = page.getByRole('link', { name: 'Skip to the content' })
    await skip.waitFor()
    await page.keyboard.press('Tab')
    expect(await hasFocus(skip)).toBe(true)
    await page.keyboard.press('Enter')
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('main')
  })

  step('connects Greenhouse', async () => {
    const { clientId, clientSecret, actingUser } = product.credentials
    await enter(page, screen('Integrations'))
    await heading(page, 'Integrations').waitFor()
    await enter(page, page.getByRole('link', { name: 'Connect: Greenhouse API' }))
    await type(page, page.getByLabel('Name', { exact: true }), 'Acme')
    await type(page, page.getByLabel('Client ID'), clientId)
    await type(page, page.getByLabel('Secret', { exact: true }), clientSecret)
    await type(page, page.getByLabel('Acting user'), actingUser)
    await enter(page, button(page, 'Save'))
    await heading(page, 'Acme').waitFor()
  })

  step('sees the permissions, and asks for them again', async () => {
    await page.getByRole('status').getByText('Everything is granted').waitFor()
    await enter(page, button(page, 'Check again'))
    await page.getByRole('status').getByText('Everything is granted').waitFor()
    expect(await eachRowSays(page, 'Permission groups', 2, 'granted')).toBe(permissionGroups.length)
  })

  step('opens a dialog, which keeps the focus and gives it back where it was', async () => {
    const opener = button(page, 'New credentials')
    await enter(page, opener)
    const dialog = page.getByRole('dialog', { name: 'New credentials' })
    await tabTo(page, dialog.getByRole('button', { name: 'Save', exact: true }))
    await page.keyboard.press('Tab')
    expect(await hasFocus(dialog)).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await hasFocus(opener)).toBe(true)
  })

  step('reads on the overview that all is well', async () => {
    await enter(page, screen('Overview'))
    await heading(page, 'Overview').waitFor()
    await page.getByRole('heading', { level: 2, name: 'Nothing is lost, nothing is late' }).waitFor()
    await enter(page, page.getByRole('main').getByRole('link', { name: 'Sync' }))
    await heading(page, 'Sync').waitFor()
  })
})
