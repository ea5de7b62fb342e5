import { isListed } from '@trellis/operations'
import { isOfOtherShape, readStatus, type Pool } from '@trellis/runtime'

/** Whether everything was listed before this start: asked before the services run. Where an older release left its tables, that is not known, and false. */
export async function wasListed(pool: Pool): Promise<boolean> {
  try {
    return isListed(await readStatus(pool, () => Promise.resolve([])))
  } catch (error) {
    if (isOfOtherShape(error)) return false
    throw error
  }
}
