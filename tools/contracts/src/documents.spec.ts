import { describe, expect, it } from '@jest/globals'
import { resources } from '@trellis/greenhouse'
import mermaid from 'mermaid'
import { documents } from './documents.js'
import { relationsOf, ROLES } from './relations.js'

const page = (path: string) => documents(new Map()).get(path) ?? ''

describe('the dictionary', () => {
  it('has every table and every column', () => {
    const lines = page('tables.md').split('\n')
    for (const { name, columns } of resources) {
      const start = lines.indexOf(`## ${name}`)
      const end = lines.findIndex((line, at) => at > start && line.startsWith('## '))
      const rows = lines.slice(start, end).filter((line) => line.startsWith('| `'))
      expect(rows.map((line) => line.split('`')[1])).toEqual(['id', ...Object.keys(columns)])
    }
  })

  it('has five cells in every row of a table', () => {
    const rows =
      page('tables.md')
        .split('\n## Words')[0]
        ?.split('\n')
        .filter((line) => line.startsWith('| `')) ?? []
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

  it('calls last told what only webhooks carry without saying how old it is (V5)', () => {
    const line = (text: string) =>
      page('tables.md')
        .split('\n')
        .find((each) => each.startsWith(text))
    expect(line('| `notes` | text | private | Free text about the offer.')).toContain('Last told.')
    expect(line('| `external` | boolean')).not.toContain('Last told.')
  })

  it('links to headings that are there', () => {
    const text = page('tables.md')
    const headings = new Set([...text.matchAll(/^## (.+)$/gm)].map(([, name = '']) => name.toLowerCase().replaceAll(' ', '-')))
    expect([...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, name = '']) => name).filter((name) => !headings.has(name))).toEqual([])
  })
})

describe('the ER diagrams', () => {
  const diagrams = [...page('er.md').matchAll(/```mermaid\n([\s\S]*?)```/g)].map(([, text = '']) => text)

  it('render', async () => {
    expect(diagrams.length).toBeGreaterThan(5)
    for (const diagram of diagrams) await expect(mermaid.parse(diagram)).resolves.toMatchObject({ diagramType: 'er' })
  })

  it('would be found out if they did not', async () => {
    await expect(mermaid.parse('erDiagram\n  offers {\n    bigint\n  }\n')).rejects.toThrow('Parse error')
  })

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

  it('are told by no role that no column has', () => {
    const columns = new Set(all.map(({ column }) => column))
    expect(Object.keys(ROLES).filter((role) => ![...columns].some((column) => column.endsWith(`${role}_id`)))).toEqual([])
  })
})
