import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'

const docs = join(workspaceRoot, 'docs')

const NAMES = Object.entries({ V: 6, E: 7, L: 9, R: 3, G: 6, N: 6, P: 2 }).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
)

/** The rows of the page's tables: a rule, and the specs or the words that stand in its last column. */
const rules = readFileSync(join(docs, 'truth.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, rule, proof] = /^\| \*\*([A-Z]\d)\*\* .*\|([^|]+)\|$/.exec(line) ?? []
    if (rule === undefined || proof === undefined) return []
    return [{ rule, proof: proof.trim(), specs: [...proof.matchAll(/\]\((.+?)\)/g)].flatMap(([, path]) => path ?? []) }]
  })

describe('docs/truth.md', () => {
  it('has a row for each rule, in their order', () => {
    expect(rules.map(({ rule }) => rule)).toEqual(NAMES)
  })

  it.each(rules)('names specs for $rule, or says why there is none yet', ({ specs, proof }) => {
    expect(specs.length > 0 || proof.startsWith('not yet: ')).toBe(true)
  })

  it.each(rules.flatMap(({ rule, specs }) => specs.map((spec) => ({ rule, spec }))))('finds $rule in $spec', ({ rule, spec }) => {
    const file = join(docs, spec)
    expect(existsSync(file) && readFileSync(file, 'utf8')).toMatch(new RegExp(`\\((\\s*)['"\`]${rule} `))
  })
})
