import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
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

describe('imports', () => {
  it('of a project close no circle', () => {
    const folders = ['apps', 'libs', 'tools', 'e2e', 'bench', 'examples']
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...folders], { cwd: workspaceRoot })
    const files = listed
      .toString('utf8')
      .split('\n')
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    expect(files.length).toBeGreaterThan(500)
    expect(circles(importsOf(files, (file) => readFileSync(join(workspaceRoot, file), 'utf8')))).toEqual([])
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
