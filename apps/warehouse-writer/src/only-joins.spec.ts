import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { joinStage, type Resource } from '@trellis/pipeline'
import { resources } from '@trellis/greenhouse'
import { workspaceRoot } from '@trellis/local'

/** SQL that changes rows of a table, and what names it: a quoted place in a template, or a generation's schema. */
const CHANGES =
  /\b(update|delete\s+from|insert\s+into|merge\s+into|copy|truncate(?:\s+table)?)\s+(\$\{ident\(.*?\)\}|"?recruiting\w*"?\.)/gi

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!['node_modules', 'dist', 'testing', 'fixtures'].includes(entry.name)) yield* sources(path)
    } else if (/(?<!\.spec)\.(ts|sql|mjs)$/.test(entry.name)) yield path
  }
}

const changesIn = (text: string): readonly string[] =>
  [...text.matchAll(CHANGES)].map(([, verb = '', name = '']) => `${verb.toLowerCase()} ${name}`)

describe('N6 Join is the only write to rows', () => {
  it('finds a quick fix where there is one', () => {
    expect(changesIn(`update recruiting_g1.offers set status = 'x'`)).toHaveLength(1)
    expect(changesIn('delete from ${ident(schema, of.name)} where id = 1')).toHaveLength(1)
    expect(changesIn('update ops.generation set is_current = true')).toEqual([])
  })

  it('holds for every statement of the repository: the join, and what is said of the past', () => {
    const found = ['apps', 'libs', 'tools']
      .flatMap((folder) => [...sources(join(workspaceRoot, folder))])
      .flatMap((path) =>
        changesIn(readFileSync(path, 'utf8')).map((change) => `${path.slice(workspaceRoot.length + 1)}: ${change}`),
      )
    expect(found.toSorted()).toEqual([
      'libs/pipeline/src/sql/history-table.ts: copy ${ident(schema, historyTable(of))}',
      'libs/pipeline/src/sql/join-stage.ts: insert into ${ident(schema, historyTable(of))}',
      'libs/pipeline/src/sql/join-stage.ts: insert into ${ident(schema, of.name)}',
    ])
  })

  it.each(resources)('never lets an older word into $name', (of: Resource) => {
    const sets = joinStage('g', of).split('do update set')[1] ?? ''
    for (const name of Object.keys(of.columns)) expect(sets).toContain(`"${name}" = case when `)
  })
})
