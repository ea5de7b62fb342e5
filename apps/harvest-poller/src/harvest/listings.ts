import type { Resource } from '@trellis/pipeline'

/** One of the listings that together show all of a resource: most have one, some need another for what the first leaves out. */
export interface ResourceListing {
  readonly of: Resource
  /** Names its progress: the resource, and the parameters in which it differs from the first. */
  readonly name: string
  readonly also?: Readonly<Record<string, string>>
}

/** Every listing of a resource, the ordinary one first. */
export function listingsOf(of: Resource): readonly [ResourceListing, ...ResourceListing[]] {
  const further = (of.harvest.also ?? []).map((also) => ({
    of,
    also,
    name: `${of.name}?${new URLSearchParams(also).toString()}`,
  }))
  return [{ of, name: of.name }, ...further]
}
