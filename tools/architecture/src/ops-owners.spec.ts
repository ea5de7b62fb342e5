import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'

/** SQL that writes to a table of `ops`, and the table's name; `${` where the name is put in. */
const WRITES =
  /\b(?:insert\s+into|copy|update|delete\s+from|truncate(?:\s+table)?|merge\s+into)\s+(?:only\s+)?"?ops"?\."?([a-z_]+|\$\{)/gi

/** TypeORM's way of writing: repositories and entity managers are for reading. */
const ORM_WRITES = /\.getRepository\([^)]*\)\s*\.(?!find|count|exist|createQueryBuilder)|\.manager\b/

/** Every table that goes with a connection is emptied there, by name; the list of them is beside it. */
const REMOVAL = 'libs/runtime/src/ops/remove-connection.ts'

const OPS = 'libs/runtime/src/ops'

const files = execFileSync('git', ['ls-files', 'apps/**/*.ts', 'libs/**/*.ts', 'tools/**/*.ts', 'e2e/**/*.ts', 'bench/**/*.ts'], {
  cwd: workspaceRoot,
})
  .toString()
  .split('\n')
  .filter((file) => file !== '' && !/\.spec\.ts$|\/testing\/|\/migrations\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(workspaceRoot, file), 'utf8') }))

describe('a table of ops is written in one module of ops', () => {
  it('is a rule that can be broken', () => {
    const tables = (sql: string) => [...sql.matchAll(WRITES)].map(([, table]) => table)
    expect(tables('update ops.generation set is_current = true')).toEqual(['generation'])
    expect(tables('insert into ops.suspect as t (key) values ($1)')).toEqual(['suspect'])
    expect(tables('delete from only "ops"."problem"; truncate table ops.audit')).toEqual(['problem', 'audit'])
    expect(tables('delete from ops.${table} where connection_id = $1')).toEqual(['${'])
    expect(tables('select number from ops.generation where is_current for update')).toEqual([])
    expect(ORM_WRITES.test('data.getRepository(ConnectionEntity).save(row)')).toBe(true)
    expect(ORM_WRITES.test('data.getRepository(ConnectionEntity).find()')).toBe(false)
  })

  it('without exception', () => {
    const writers = new Map<string, Set<string>>()
    for (const { file, text } of files)
      for (const [, table = ''] of text.matchAll(WRITES)) writers.set(table, (writers.get(table) ?? new Set()).add(file))
    const isOwned = (modules: ReadonlySet<string>): boolean =>
      modules.size === 1 && [...modules].every((file) => file.startsWith(OPS))
    const astray = [...writers].filter(([table, modules]) => table !== '${' && !isOwned(modules))
    expect(astray.map(([table, modules]) => ({ table, modules: [...modules] }))).toEqual([])
    expect([...(writers.get('${') ?? [])]).toEqual([REMOVAL])
  })

  it('and by SQL in view, not by an entity that is saved', () => {
    expect(files.filter(({ text }) => ORM_WRITES.test(text)).map(({ file }) => file)).toEqual([])
  })
})

describe('whether something is alive', () => {
  it('is said in SQL in one place: of rows, and of what is known of entities', () => {
    const saying = (sql: RegExp) => files.filter(({ text }) => sql.test(text)).map(({ file }) => file)
    expect(saying(/_removal (?:<=|>) \S*_version/)).toEqual(['libs/pipeline/src/sql/table.ts'])
    expect(saying(/\bremoved <= \S*version/)).toEqual([`${OPS}/alive.ts`])
  })
})
