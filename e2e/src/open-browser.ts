import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from '@playwright/test'
import { findBrowser } from './find-browser.js'

const WITHOUT_NETWORK = [
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
]

/** Opens a browser that asks the page's own host alone. Throws an Error where there is none to be had. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(), args: WITHOUT_NETWORK })
}

/** What a page says in the browser's console, but for answers that a spec asks for: a policy that is broken is there, too. */
export function complaintsOf(page: Page): readonly string[] {
  const said: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error' || /\b(401|422)\b/.test(message.text())) return
    said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  return said
}

/** What axe finds that keeps people out. */
export async function seriousOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
