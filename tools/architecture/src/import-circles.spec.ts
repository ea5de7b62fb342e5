import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import { describe, expect, it } from '@jest/globals'

type Imports = ReadonlyMap<string, readonly string[]>

/** Each source file with the files of its own project that it imports, types included. */
function importsOf(files: readonly string[], read: (file: string) => string): Imports {
  const known = new Set(files)
  const targets = (file: string): readonly string[] =>
    [...read(file).matchAll(/\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)\.js'/g)]
      .map(([, path = '']) => join(dirname(file), `${path}.ts`))
      .filter((target) => known.has(target))
  return new Map(files.map((file) => [file, targets(file)]))
}

/** Every circle that a walk along the imports closes, each as the files on it. */
function circles(imports: Imports): readonly string[] {
  const found: string[] = []
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) return void found.push([...path.slice(at), file].join(' → '))
    if (done.has(file)) return
    for (const target of imports.get(file) ?? []) walk(target, [...path, file])
    done.add(file)
  }
  for (const file of imports.keys()) walk(file, [])
  return found
}

/** The rooms of the core: each is built on those before it. */
const CORE = ['resource', 'events', 'rows', 'sql']

/** The imports of the core that go from a room to one behind it. */
function forward(imports: Imports): readonly string[] {
  const roomOf = (file: string): number => CORE.indexOf(basename(dirname(file)))
  return [...imports].flatMap(([file, targets]) =>
    targets.filter((target) => roomOf(file) >= 0 && roomOf(target) > roomOf(file)).map((target) => `${file} → ${target}`),
  )
}

function sourceFiles(...folders: readonly string[]): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...folders], { cwd: workspaceRoot })
  return listed
    .toString('utf8')
    .split('\n')
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
}

const onDisk = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8')

describe('imports', () => {
  it('of a project close no circle', () => {
    const files = sourceFiles('apps', 'libs', 'tools', 'e2e', 'bench', 'examples')
    expect(files.length).toBeGreaterThan(500)
    expect(circles(importsOf(files, onDisk))).toEqual([])
  })

  it('of the core go from sql to rows to events to resource, and never back', () => {
    const files = sourceFiles('libs/pipeline/src').filter((file) => !file.endsWith('.spec.ts'))
    expect(new Set(files.map((file) => basename(dirname(file))))).toEqual(new Set([...CORE, 'src', 'testing']))
    expect(forward(importsOf(files, onDisk))).toEqual([])
  })

  it('that go back are named', () => {
    const text = {
      'rows/a.ts': "import { b } from '../sql/b.js'",
      'sql/b.ts': "import { c } from '../events/c.js'",
      'events/c.ts': '',
    }
    const read = (file: string): string => Object.entries(text).find(([name]) => name === file)?.[1] ?? ''
    expect(forward(importsOf(Object.keys(text), read))).toEqual(['rows/a.ts → sql/b.ts'])
  })

  it('that close one are named, file by file', () => {
    const text: Readonly<Record<string, string>> = {
      'a.ts': "import { b } from './b.js'",
      'b.ts': "import type { c } from './c.js'\nexport * from './d.js'",
      'c.ts': "await import('./a.js')",
      'd.ts': '',
    }
    expect(circles(importsOf(Object.keys(text), (file) => text[file] ?? ''))).toEqual(['a.ts → b.ts → c.ts → a.ts'])
  })
})
