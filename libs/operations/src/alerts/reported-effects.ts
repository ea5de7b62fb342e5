import { ACTIONS, resources, type Action } from '@trellis/greenhouse'
import { claimsOn } from '@trellis/pipeline'

/** What a listing shows of an event. */
export type Effect = 'new' | 'changed' | 'gone'

/** By resource, which events of it webhooks report: an entity that is new, one that has changed, one that is gone. */
export const REPORTED: ReadonlyMap<string, ReadonlySet<Effect>> = new Map(
  resources.map((of) => [
    of.name,
    new Set(ACTIONS.filter((action) => claimsOn(of, action).some(({ isRequired }) => isRequired)).flatMap(effectOf)),
  ]),
)

/** Other actions look like any change, or like none. */
function effectOf(action: Action): readonly Effect[] {
  if (/_created$|^new_/.test(action)) return ['new']
  if (/_updated$|^update_/.test(action)) return ['changed']
  return /_deleted$|^delete_/.test(action) ? ['gone'] : []
}
