import { resourceNamed, resources } from '@trellis/greenhouse'
import { parentColumn, type Instant, type Resource } from '@trellis/pipeline'
import {
  completeLookups,
  enqueueChildren,
  nextLookups,
  postponeLookups,
  type ChildLookup,
  type PoolClient,
} from '@trellis/runtime'
import { ALONG, wordsOn } from '../absence/explanations.js'
import { HeldChildren } from './held-children.js'
import { fenced, type Fence } from '../known-entities/listed-register.js'
import type { ConnectionContext } from '../connection-context.js'
import { askedResources } from '../privacy.js'

const AT_A_TIME = 200
const WITHOUT_TABLES_US = 5_000_000

/**
 * Makes the children that we hold of removed, merged or anonymized entities due by their own keys (rules E6, R3). They are looked up when they are due, not
 * when the webhook was read: by then the writer has written what was under way. While there are no tables it is looked again later.
 */
export async function expandHeld(context: ConnectionContext, fence: Fence, now: Instant): Promise<void> {
  const { pool, connection, lag } = context
  const rows = await nextLookups(pool, connection, names, now, AT_A_TIME)
  if (rows.length === 0) return
  await fenced(pool, fence, async (client) => {
    const held = await HeldChildren.open(client, connection)
    if (!held) return postponeLookups(client, connection, rows, now + WITHOUT_TABLES_US)
    const children: ChildLookup[] = []
    for (const resource of new Set(rows.map((row) => row.resource)))
      children.push(
        ...(await childrenDue(held, resource, await expecting(context, client, held, resource, rows), askedResources(context))),
      )
    await enqueueChildren(client, connection, [...rows, ...children])
    await completeLookups(client, connection, rows, lag)
  })
}

/** Those of a resource whose children are to be looked up, with what is to be expected of these. */
async function expecting(
  context: ConnectionContext,
  client: PoolClient,
  held: HeldChildren,
  resource: string,
  due: readonly ChildLookup[],
): Promise<readonly ChildLookup[]> {
  const mine = due.filter((row) => row.resource === resource)
  const of = resourceNamed(resource)
  if (!of) return mine
  const keys = mine.map(({ key }) => key)
  const words = await wordsOn(context, client, held, of, keys)
  return mine.map((row): ChildLookup => {
    const word = words.get(row.key)
    return word ? { ...row, expected: word.isRemoval ? 'gone' : 'patient' } : row
  })
}

/** As due as their parents are. */
async function childrenDue(
  held: HeldChildren,
  parent: string,
  due: readonly ChildLookup[],
  asked: readonly Resource[],
): Promise<readonly ChildLookup[]> {
  const byKey = new Map(due.map((row) => [row.key, row]))
  const found: ChildLookup[] = []
  for (const child of asked.filter((each) => parentColumn(each, parent) !== undefined))
    for (const { key, parentKey } of await held.of(child, parent, [...byKey.keys()])) {
      const row = byKey.get(parentKey)
      if (!row) continue
      found.push({ ...row, resource: child.name, of: '', key })
      if (ALONG[parent]?.includes(child.name)) found.push({ ...row, resource: child.name, key, expected: undefined })
    }
  return found
}

const names = resources.map(({ name }) => name)
