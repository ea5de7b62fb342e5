import { createHash } from 'node:crypto'
import { copyToStage, joinStage, type Resource } from '@trellis/pipeline'

/** What a table of a generation is sent. */
export interface TableStatements {
  readonly copyToStage: string
  /**
   * Named, so that each connection plans it once: to plan a join of thirty columns takes longer than to join ten rows. Postgres plans again by itself
   * where the table was changed. The name is of the text: no other statement has it.
   */
  readonly join: { readonly name: string; readonly text: string }
}

const made = new WeakMap<Resource, Map<string, TableStatements>>()

/** The statements for a resource's table in a schema, made once for each. */
export function tableStatements(schema: string, of: Resource): TableStatements {
  const ofResource = made.get(of) ?? new Map<string, TableStatements>()
  made.set(of, ofResource)
  const known = ofResource.get(schema)
  if (known) return known
  const text = joinStage(schema, of)
  const name = createHash('sha256').update(text).digest('base64url')
  const statements = { copyToStage: copyToStage(of), join: { name, text } }
  ofResource.set(schema, statements)
  return statements
}
