import type { Locator, Page } from '@playwright/test'

/** More controls than any screen has. */
const MOST_PRESSES = 250

/** What is focused: whether a person sees it, and sees that it is focused. Null where nothing is. */
interface Focused {
  readonly isSeen: boolean
  readonly outlinePx: number
  readonly element: string
}

const FOCUSED = `(() => {
  const at = document.activeElement
  if (at === null || at === document.body) return null
  // Of a switch what is drawn beside the field is seen, and not the field.
  const isDrawnBeside = at.role === 'switch' && getComputedStyle(at).opacity === '0'
  const shown = isDrawnBeside ? at.nextElementSibling : at
  const box = shown.getBoundingClientRect()
  const isInside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth
  const { outlineStyle, outlineWidth } = getComputedStyle(shown)
  return {
    isSeen: isInside && box.width > 0 && box.height > 0 && shown.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    outlinePx: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth),
    element: at.outerHTML.slice(0, 200),
  }
})()`

/** Presses Tab until this has the focus. What is focused on the way is always seen, with an outline. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<Focused | null>(FOCUSED)
    // Between the end of a page and its beginning the browser's own controls come.
    if (focused === null) continue
    if (!focused.isSeen || focused.outlinePx < 1) throw new Error(`The focus is not seen: ${JSON.stringify(focused)}`)
  }
  throw new Error(`${MOST_PRESSES} times Tab do not lead to ${String(target)}`)
}

/** Whether this, or something in it, has the focus. */
export async function hasFocus(target: Locator): Promise<boolean> {
  return (await target.and(target.page().locator(':focus-within')).count()) > 0
}

/** Goes to a control with Tab and presses Enter on it. */
export async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Goes to a field with Tab and types into it, in the place of what it has. */
export async function type(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}
