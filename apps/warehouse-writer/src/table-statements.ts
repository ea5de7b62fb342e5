import { createHash } from 'node:crypto'
import { insertHistory, joinStage, memoized, type Resource } from '@trellis/pipeline'

/**
 * Named, so each connection plans it once: to plan a join of thirty columns takes longer than to join ten rows. Postgres plans again by itself where
 * a table was changed. The name is of the text: no other statement has it.
 */
interface NamedStatement {
  readonly name: string
  readonly text: string
}

/** What brings a resource's rows and its history's entries from the stage into their tables. */
export interface TableStatements {
  readonly join: NamedStatement
  readonly insertHistory: NamedStatement
}

const bySchema = memoized((_: Resource) => new Map<string, TableStatements>())

/** The statements for a resource's tables in a schema, made once for each. */
export function tableStatements(schema: string, of: Resource): TableStatements {
  const ofResource = bySchema(of)
  const known = ofResource.get(schema)
  if (known) return known
  const statements = { join: named(joinStage(schema, of)), insertHistory: named(insertHistory(schema, of)) }
  ofResource.set(schema, statements)
  return statements
}

function named(text: string): NamedStatement {
  return { name: createHash('sha256').update(text).digest('base64url'), text }
}
