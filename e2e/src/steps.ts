import { it } from '@jest/globals'

/** Declares a step of a way as a test. */
type Step = (title: string, walk: () => Promise<void> | void) => void

/** Steps that follow each other: where one fails, those behind it are not tried, and say so at once. */
export function stepsOfOneWay(): Step {
  let failed: string | undefined
  return (title, walk) =>
    it(title, async () => {
      if (failed !== undefined) throw new Error(`It was not tried, because this failed: ${failed}`)
      failed = title
      await walk()
      failed = undefined
    })
}
