import { describe, expect, it } from '@jest/globals'
import { resources } from '@trellis/greenhouse'
import { queries } from '@trellis/greenhouse/queries'
import { documents } from './documents.js'
import { relationsOf, ROLES } from './relations.js'

const made = documents(new Map())
const page = (path: string): string => made.get(path) ?? ''
const pages = resources.map(({ name }) => `tables/${name}.md`)
const isRow = (line: string): boolean => line.startsWith('| `')

describe('the dictionary', () => {
  it('has a page per table, with every column', () => {
    for (const { name, columns } of resources) {
      const rows = page(`tables/${name}.md`).split('\n').filter(isRow)
      expect(rows.map((line) => line.split('`')[1])).toEqual(['id', ...Object.keys(columns)])
    }
  })

  it('has an index that names every page', () => {
    const linked = [...page('tables.md').matchAll(/\]\((tables\/\w+\.md)\)/g)].map(([, path]) => path)
    expect(linked.toSorted()).toEqual(pages.toSorted())
  })

  it('shows the worked queries of a table on its page', () => {
    const without = resources.filter(
      ({ name }) => !(queries.get(name) ?? []).every(({ sql }) => page(`tables/${name}.md`).includes(sql)),
    )
    expect(without).toEqual([])
    expect(page('tables/offers.md').match(/```sql/g)).toHaveLength(queries.get('offers')?.length ?? 0)
  })

  it('has five cells in every row of a table of columns', () => {
    const rows = pages.flatMap((path) => page(path).split('\n').filter(isRow))
    expect(rows.filter((line) => line.split(/(?<!\\)\|/).length !== 7)).toEqual([])
  })

  it('has every word of every column that holds one of a few, and their meaning names them too', () => {
    const [, after = ''] = page('tables.md').split('\n## Words\n')
    const listed = [...after.matchAll(/^\| `(\w+\.\w+)` \| `(\w+)` \|/gm)].map(([, column, word]) => `${column}: ${word}`)
    const spelled = resources.flatMap(({ name, columns }) =>
      Object.entries(columns).flatMap(([column, { words = {}, about }]) =>
        Object.keys(words).map((word) => ({ at: `${name}.${column}: ${word}`, isNamed: about.includes(word) })),
      ),
    )
    expect(listed).toEqual(spelled.map(({ at }) => at))
    expect(spelled.filter(({ isNamed }) => !isNamed)).toEqual([])
    expect(listed).toContain('applications.status: in_process')
  })

  it('calls last reported what only webhooks carry without saying how old it is (V5)', () => {
    const line = (table: string, text: string) =>
      page(`tables/${table}.md`)
        .split('\n')
        .find((each) => each.startsWith(text))
    expect(line('offers', '| `notes` | text | private | Free text about the offer.')).toContain('Last reported.')
    expect(line('job_posts', '| `external` | boolean')).not.toContain('Last reported.')
  })
})

describe('the ER diagrams', () => {
  const diagrams = [...page('er.md').matchAll(/```mermaid\n([\s\S]*?)```/g)].map(([, text = '']) => text)

  it('have every table', () => {
    const drawn = diagrams.flatMap((diagram) => [...diagram.matchAll(/^ {2}(\w+) \{$/gm)].map(([, name]) => name))
    expect(drawn.toSorted()).toEqual(resources.map(({ name }) => name).toSorted())
  })
})

describe('relations', () => {
  const all = resources.flatMap((of) => relationsOf(of, resources))
  const of = (from: string, column: string) => all.find((each) => each.from === from && each.column === column)?.to

  it.each([
    ['applications', 'candidate_id', 'candidates'],
    ['applications', 'prospective_job_ids', 'jobs'],
    ['applications', 'credited_to_user_id', 'users'],
    ['applications', 'recruiter_id', 'users'],
    ['jobs', 'created_by_id', 'users'],
    ['departments', 'parent_id', 'departments'],
  ])('%s.%s points at the table that it names', (from, column, to) => {
    expect(of(from, column)).toBe(to)
  })

  it.each([
    ['departments', 'external_id'],
    ['users', 'employee_id'],
  ])('%s.%s points nowhere', (from, column) => {
    expect(of(from, column)).toBeUndefined()
  })

  it('name no role that no column has', () => {
    const columns = new Set(all.map(({ column }) => column))
    expect(Object.keys(ROLES).filter((role) => ![...columns].some((column) => column.endsWith(`${role}_id`)))).toEqual([])
  })
})
