import { resourceNamed, resources } from '@trellis/greenhouse'
import type { Resource } from '@trellis/pipeline'
import { Refusal } from '../refusal.js'

/** The resource of a name; throws a Refusal with the nearest names where there is none. */
export function namedResource(name: string): Resource {
  const of = resourceNamed(name)
  if (of) return of
  const all = resources.map((each) => each.name)
  throw new Refusal('not found', `There is no resource '${name}'. ${suggestion(name, all)}`)
}

/** The column of a name; throws a Refusal with the nearest names where there is none. */
export function namedColumn(of: Resource, name: string): string {
  if (name === '_extra' || Object.hasOwn(of.columns, name)) return name
  throw new Refusal('not found', `${of.name} has no column '${name}'. ${suggestion(name, Object.keys(of.columns))}`)
}

function suggestion(name: string, all: readonly string[]): string {
  const near = all
    .map((each) => ({ each, likeness: likeness(name, each) }))
    .filter((each) => each.likeness > 0.4)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, 4)
  return near.length > 0 ? `Did you mean ${near.map(({ each }) => each).join(', ')}?` : `There is: ${all.join(', ')}`
}

/** How many pairs of neighbouring letters two names share: 1 is all of them. */
function likeness(a: string, b: string): number {
  const [ofA, ofB] = [pairs(a), pairs(b)]
  return (2 * [...ofA].filter((pair) => ofB.has(pair)).length) / (ofA.size + ofB.size)
}

function pairs(name: string): ReadonlySet<string> {
  const text = ` ${name.toLowerCase()} `
  return new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)))
}
