import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'

/** Words for which the field has others: see the glossary of `docs/architecture.md`. They are found in any case, and inside identifiers. */
const UNWANTED = [
  ...[
    'spoken',
    'spoke of',
    'told',
    'tells',
    'whom',
    'whoever',
    'somebody',
    'nobody',
    'allay',
    'crosswise',
    'anew',
    'for ever',
    'goes by',
  ],
  ...['front door', 'front-door', 'frontDoor', 'the door', 'leftovers', 'left alone', 'left-alone', 'leftAlone', 'stretches'],
  ...['passOver', 'passedOver', 'shelves', 'wordsOf', 'words-of', 'trusting', 'makeDue', 'settleDue', 'askAgain', 'dropDue'],
  ...['questionable', 'mayGo', 'drift', 'proveCredentials', 'judge', 'judging', 'weighAnswer', 'raiseRegister'],
  ...['leanFetch', 'leanProduce', 'quietRequestQueue', 'rejoinAs'],
]

/** Names that stay: those of columns, metrics and fields which readers of tables, topics and JSON know, and a user of Unix. */
const NAMES = /[\w…}]*_as_told|x-last-told|trellis_normalizer_left_alone_total|['`]nobody['`]|pay_expectation|Pay expectation/g

/** Words that stay in some files, since a column of `ops` or a field of the JSON of `trellis` is called so. */
const STAYS: Readonly<Record<string, (file: string, text: string) => boolean>> = {
  spoken: (file, text) =>
    text.includes('listed_record') || /^libs\/runtime\/src\/ops\/(entities|suspect)\.ts$|^docs\/known-entities\.md$/.test(file),
  told: (file) => /^(?:(?:libs\/operations|tools\/trellis)\/src\/explain|apps\/console\/src\/explanations)\//.test(file),
  drift: (file) =>
    /^apps\/console\/src\/status\/|^tools\/trellis\/src\/describe-status|^libs\/runtime\/src\/ops\/read-status\.ts$|^apps\/console-web\/src\/(api\/schema|screens\/(overview|sync)\/)/.test(
      file,
    ),
}

/** What databases have run already, what is generated from declarations, and this list. */
const LEFT_OUT = /\/ops\/migrations\/|^docs\/contracts\/|^docs\/tables(\/|\.md)|\/fixtures\/|plain-words\.spec\.ts$/

const found = new RegExp(UNWANTED.map((word) => (/^\w+$/.test(word) ? word : `\\b${word}\\b`)).join('|'), 'gi')

/** The unwanted words of a text, each with its line, less what a contract says in these words. */
function unwantedIn(file: string, text: string, contracts: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const ours = line.replace(/'[^']{12,}'|"[^"]{12,}"/g, (said) => (contracts.includes(said.slice(1, -1)) ? '' : said))
    const words = ours.replace(NAMES, '').match(found) ?? []
    return words
      .filter((word) => STAYS[word.toLowerCase()]?.(file, text) !== true)
      .map((word) => `${file}:${String(index + 1)}: ${word}`)
  })
}

describe('plain words', () => {
  it('are looked for whole, inside identifiers and in any case', () => {
    const text = 'const leftAlone = 1\n// Nobody reads it.\nasync function raiseRegister() {}\nconst a = of.status_as_told'
    expect(unwantedIn('a.ts', text, '')).toEqual(['a.ts:1: leftAlone', 'a.ts:2: Nobody', 'a.ts:3: raiseRegister'])
    expect(unwantedIn('a.ts', "about: 'for everybody, or for nobody at all'", 'for everybody, or for nobody at all')).toEqual([])
  })

  it('are all that code and pages say, but for contracts', () => {
    const folder = join(workspaceRoot, 'docs/contracts')
    const contracts = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(folder, name), 'utf8'))
      .join('\n')
    const places = ['apps', 'libs', 'tools', 'docs', 'e2e', 'bench', 'examples', 'README.md', 'CONTRIBUTING.md']
    const files = execFileSync('git', ['ls-files', ...places], { cwd: workspaceRoot })
      .toString()
      .split('\n')
      .filter((file) => /\.(ts|mjs|md|sql)$/.test(file) && !LEFT_OUT.test(file))
    expect(files.flatMap((file) => unwantedIn(file, readFileSync(join(workspaceRoot, file), 'utf8'), contracts))).toEqual([])
  })
})
