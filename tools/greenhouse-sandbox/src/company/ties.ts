import type { Collection, Naming } from '../collections/collection.js'
import type { Company } from './company.js'
import type { Entity } from './entity.js'
import type { Table } from './table.js'

/** Whether what a removal changes elsewhere moves `updated_at` there, or happens without a trace. */
type Cascade = 'visible' | 'silent'

/** Where and how something happens. */
export interface Happening {
  readonly company: Company
  /** The moment, in milliseconds. */
  readonly at: number
  /** `visible`: only what some listing window or webhook shows may happen. */
  readonly cascade: Cascade
}

/** How rows of one collection hang on a row of another. */
export interface Tie {
  /** Whether they go with it under silent cascades. */
  readonly goes: boolean
  readonly count: (company: Company, id: number) => number
  /** What becomes of them when the row goes; `remove` is how a row goes. */
  readonly undo: (happening: Happening, id: number, remove: Remove) => void
  /** They hang on another row from now on. */
  readonly move: (happening: Happening, from: number, to: number) => void
}

type Remove = <T extends Entity>(happening: Happening, collection: Collection<T>, id: number) => void

/** Changes a row as a consequence of something else. */
export function consequence<T extends Entity>({ at, cascade }: Happening, table: Table<T>, id: number, patch: Partial<T>): void {
  if (cascade === 'silent') table.changeSilently(id, patch, at)
  else table.change(id, patch, at)
}

/** The rows go with it. */
export function goes<T extends Entity>(collection: Collection<T>, field: Naming<T>): Tie {
  return {
    ...tie(collection, field, true),
    undo: (happening, id, remove) => {
      for (const row of happening.company.where(collection, field, id)) remove(happening, collection, row.id)
    },
  }
}

/** The rows stay and name it no more. */
export const forgets = <T extends Entity>(collection: Collection<T>, field: Naming<T>): Tie => tie(collection, field, false)

/** The rows go with it where silence is allowed, and name it no more where it is not. */
export function loosens<T extends Entity>(collection: Collection<T>, field: Naming<T>): Tie {
  const [forgetting, going] = [forgets(collection, field), goes(collection, field)]
  return {
    ...forgetting,
    undo: (happening, id, remove) => {
      if (happening.cascade === 'silent') going.undo(happening, id, remove)
      else forgetting.undo(happening, id, remove)
    },
  }
}

function tie<T extends Entity>(collection: Collection<T>, field: Naming<T>, isGoing: boolean): Tie {
  const rename = (happening: Happening, from: number, to: readonly number[]): void => {
    const { company } = happening
    for (const row of company.where(collection, field, from)) {
      const named = row[field] as number | readonly number[]
      const others = typeof named === 'number' ? [] : named.filter((id) => id !== from && !to.includes(id))
      const renamed = typeof named === 'number' ? (to[0] ?? null) : [...others, ...to]
      consequence(happening, company.of(collection), row.id, { [field]: renamed } as unknown as Partial<T>)
    }
  }
  return {
    goes: isGoing,
    count: (company, id) => company.by(collection, field).count(id),
    undo: (happening, id) => rename(happening, id, []),
    move: (happening, from, to) => rename(happening, from, [to]),
  }
}
