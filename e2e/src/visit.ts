import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { localDir, until } from '@trellis/local'

/** What a person is called who visits the console first. */
export const ADMIN = { name: 'Ada Okonkwo', email: 'ada@acme.example', password: 'correct horse battery' }

/** Where pictures of the screens are left to be looked at. */
export const pictures = join(localDir, 'screens')

/** A busy machine is slow: for what hangs. */
export const PATIENCE_MS = 60_000

/** The headline of a screen. */
export const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name, exact: true })

/** A button that is called exactly so. */
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

/** Rows of a table, those alone that have this text somewhere. */
export const rowsOf = (page: Page, table: string, text: string | RegExp = ''): Locator =>
  page.getByRole('region', { name: table, exact: true }).locator('tbody tr').filter({ hasText: text })

/** Goes to a screen by the navigation. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen, exact: true }).click()
  await heading(page, screen).waitFor()
}

/** What was copied last in this browser. */
export const copied = (page: Page): Promise<string> => page.evaluate<string>('navigator.clipboard.readText()')

/** Waits until every row of a table has this text in a column, counted from 1; gives how many rows there are. */
export function eachRowSays(page: Page, table: string, column: number, text: string): Promise<number> {
  const cells = rowsOf(page, table).locator(`td:nth-child(${column})`)
  const ask = async (): Promise<number | false> => {
    const texts = await cells.allTextContents()
    return texts.length > 0 && texts.every((each) => each.trim() === text) && texts.length
  }
  return until(ask, { what: `every row of “${table}” to say “${text}”`, limitMs: PATIENCE_MS, everyMs: 200 })
}

/** Leaves a picture of the page as it is now. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
