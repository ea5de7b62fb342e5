import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'

/** SQL that writes to a table whose name is put in, or to one of a generation: everything in `ops` is named where it is written. */
const WRITES = /\b(insert\s+into|copy|update|delete\s+from|truncate(\s+table)?|merge\s+into)\s+(only\s+)?(\$\{|"?recruiting)/i

/** The join of rows, and the union of history entries: both give the same in any order. */
const JOINS = ['libs/pipeline/src/sql/history-table.ts', 'libs/pipeline/src/sql/join-stage.ts']

describe('N6 the join is the only write to rows', () => {
  it('is a rule that can be broken', () => {
    expect(WRITES.test('update recruiting_g1.offers set status = null')).toBe(true)
    expect(WRITES.test('delete from ${ident(schema, of.name)} where id = $1')).toBe(true)
    expect(WRITES.test('copy ${ident(schema, of.name)} from stdin')).toBe(true)
    expect(WRITES.test('update ops.problem set resolved_at = now()')).toBe(false)
  })

  it('finds no other in what is shipped', () => {
    const files = execFileSync('git', ['ls-files', 'apps/**/*.ts', 'libs/**/*.ts', 'tools/**/*.ts'], { cwd: workspaceRoot })
      .toString()
      .split('\n')
      .filter((file) => file !== '' && !/\.spec\.ts$|\/testing\//.test(file))
    const writing = files.filter((file) => WRITES.test(readFileSync(join(workspaceRoot, file), 'utf8')))
    expect(writing.toSorted()).toEqual(JOINS)
  })
})
