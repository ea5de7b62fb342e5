import {
  commentOnCustomFields,
  CUSTOM_FIELD_COLUMNS,
  customFieldColumns,
  customFieldsView,
  selectCustomFields,
} from './custom-fields-view.js'
import type { TableShape } from './fitting.js'
import { HISTORY_COLUMNS } from '../resource/history-columns.js'
import { commentOnHistory, HISTORY_SCHEMA, selectHistory } from './history-table.js'
import { SENSITIVITIES, type Sensitivity } from '../resource/column.js'
import { EXTRA, type Resource } from '../resource/resource.js'
import { ident } from './sql.js'
import { commentOnView, LIVE_SCHEMA, REMOVED_COLUMNS, REMOVED_SCHEMA, selectLive, selectRemoved } from './table.js'

/** A view that readers have of a resource; it stands over the tables of one generation after another. */
export interface ResourceView {
  readonly schema: string
  readonly name: string
  /** Its columns that are worked out: all others are columns of the table, with the table's types. */
  readonly own: ReadonlySet<string>
  readonly select: (over: ViewOver) => string
  /** Who may see one of its columns: of a name that no declaration has any more, as few as possible. */
  readonly sensitivityOf: (column: string) => Sensitivity
  /** Statements that say what the view and its columns mean, for users of psql. */
  readonly comments: readonly string[]
}

/** What a view is made over. */
export interface ViewOver {
  /** The generation's schema. */
  readonly schema: string
  /** The columns of the resource's table there, which have the say where the declaration was changed; the declared ones where not given. */
  readonly table?: TableShape | undefined
  /** What the view shows already: it can only be appended to (rule N3). Nothing where it is recreated. */
  readonly shown?: TableShape | undefined
}

/** The schemas that views stand in. */
export const VIEW_SCHEMAS = [LIVE_SCHEMA, REMOVED_SCHEMA, HISTORY_SCHEMA] as const

/** Every view over a resource: another kind of view is added here and nowhere else. */
export function viewsOf(of: Resource): readonly ResourceView[] {
  const { name } = of
  const live: ResourceView = {
    schema: LIVE_SCHEMA,
    name,
    own: new Set(),
    select: ({ schema, shown }) => selectLive(schema, of, namesOf(shown)),
    sensitivityOf: (column) => sensitivityIn(of, column),
    comments: commentOnView(of),
  }
  const removed: ResourceView = {
    schema: REMOVED_SCHEMA,
    name,
    own: new Set(Object.keys(REMOVED_COLUMNS)),
    select: ({ schema, shown }) => selectRemoved(schema, of, namesOf(shown)),
    sensitivityOf: (column) => (Object.hasOwn(REMOVED_COLUMNS, column) ? 'public' : sensitivityIn(of, column)),
    comments: [],
  }
  const history: ResourceView = {
    schema: HISTORY_SCHEMA,
    name,
    own: new Set(Object.keys(HISTORY_COLUMNS)),
    select: ({ schema, table, shown }) => selectHistory(schema, of, table, shown),
    sensitivityOf: (column) => (Object.hasOwn(HISTORY_COLUMNS, column) ? 'public' : sensitivityIn(of, column)),
    comments: of.history ? commentOnHistory(of) : [],
  }
  const customFields: ResourceView = {
    schema: LIVE_SCHEMA,
    name: customFieldsView(of),
    own: new Set(CUSTOM_FIELD_COLUMNS.map((column) => column.name)),
    select: ({ schema }) => selectCustomFields(schema, of),
    sensitivityOf: () => strictest(customFieldColumns(of).map((name) => sensitivityIn(of, name))),
    comments: commentOnCustomFields(of),
  }
  return [live, removed, ...(of.history ? [history] : []), ...(customFieldColumns(of).length > 0 ? [customFields] : [])]
}

/** Makes a view, or puts it over another generation: dependants and grants stay. Postgres refuses it where a column goes or changes its type. */
export function createView(view: ResourceView, over: ViewOver): string {
  return `create or replace view ${viewName(view)} as\n${view.select(over)}`
}

/** The view's name as SQL takes it. */
export function viewName({ schema, name }: Pick<ResourceView, 'schema' | 'name'>): string {
  return ident(schema, name)
}

/** Of a column of the resource's table. What Greenhouse lists and no column names may be anything. */
function sensitivityIn(of: Resource, column: string): Sensitivity {
  if (column === 'connection_id' || column === 'id') return 'public'
  return column !== EXTRA && Object.hasOwn(of.columns, column) ? (of.columns[column]?.sensitivity ?? 'private') : 'private'
}

function strictest(all: readonly Sensitivity[]): Sensitivity {
  return SENSITIVITIES.findLast((each) => all.includes(each)) ?? 'private'
}

function namesOf(shown: TableShape | undefined): readonly string[] {
  return [...(shown?.keys() ?? [])]
}
