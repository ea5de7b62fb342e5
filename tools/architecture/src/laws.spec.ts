import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'

const docs = join(workspaceRoot, 'docs')

/** The table's rows: a law, and the specs or the words that stand in its last column. */
const laws = readFileSync(join(docs, 'laws.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, law, proof] = /^\| \*\*(.+?)\*\* .*\|([^|]+)\|$/.exec(line) ?? []
    if (law === undefined || proof === undefined) return []
    return [{ law, proof: proof.trim(), specs: [...proof.matchAll(/\]\((.+?)\)/g)].flatMap(([, path]) => path ?? []) }]
  })

describe('docs/laws.md', () => {
  it('has a row for each of the twelve laws', () => {
    expect(new Set(laws.map(({ law }) => law)).size).toBe(12)
  })

  it.each(laws)('names specs for “$law”, or says that it is not kept yet', ({ specs, proof }) => {
    expect(specs.length > 0 || proof.startsWith('not yet: ')).toBe(true)
  })

  it.each(laws.flatMap(({ law, specs }) => specs.map((spec) => ({ law, spec }))))('finds “$law” in $spec', ({ law, spec }) => {
    const file = join(docs, spec)
    expect(existsSync(file) && readFileSync(file, 'utf8')).toContain(`describe('${law}`)
  })
})
