import type { Resource, Window } from '@trellis/pipeline'
import type { DueKey, Suspect } from '@trellis/runtime'
import type { ResourceListing } from '../harvest/listings.js'

/** One turn's worth of work. */
export type Task = PageTask | KeyedTask | VerificationTask | AuditTask

/** Suspects of one resource, to be asked for by name (rule E2). */
export interface VerificationTask {
  readonly type: 'question'
  readonly listing: ResourceListing
  readonly suspects: readonly Suspect[]
}

/** Entities that are due, by their own keys or by those of their parents: all that a complete answer takes. */
export type KeyedTask =
  | { readonly type: 'reread'; readonly listing: ResourceListing; readonly due: readonly DueKey[] }
  | { readonly type: 'children'; readonly listing: ResourceListing; readonly parent: string; readonly due: readonly DueKey[] }

/** One page of a listing. */
export type PageTask =
  | { readonly type: 'window'; readonly listing: ResourceListing; readonly window: Window; readonly cursor: string | undefined }
  | { readonly type: 'backfill'; readonly listing: ResourceListing; readonly cursor: string | undefined }
  | { readonly type: 'sweep'; readonly listing: ResourceListing; readonly cursor: string | undefined }

/** What a request is for: the type of its task, or to see whose credentials they are. */
export type Work = Task['type'] | 'credentials'

/** A piece of an audit's work: a page of a listing, or differences of a resource that are asked for by name. */
export type AuditTask = AuditPageTask | AuditVerificationTask

export interface AuditPageTask {
  readonly type: 'audit'
  readonly audit: string
  readonly listing: ResourceListing
  readonly cursor: string | undefined
}

export interface AuditVerificationTask {
  readonly type: 'audit question'
  readonly audit: string
  readonly listing: ResourceListing
  readonly keys: readonly string[]
}

/** Milliseconds between windows, by cadence (rule L7), and between sweeps: a day, if not given. */
export type Intervals = Readonly<Record<Resource['harvest']['cadence'], number>> & { readonly sweep?: number }

/** Names a task, so the same listing is never asked twice at a time and pauses on its own. */
export function taskName(task: Task): string {
  const name = `${task.type}/${task.listing.name}`
  return task.type === 'children' ? `${name}/${task.parent}` : name
}
