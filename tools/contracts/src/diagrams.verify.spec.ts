import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { docsFolder } from './write-documents.js'

interface Mermaid {
  parse(diagram: string): Promise<{ readonly diagramType: string }>
}

const root = join(docsFolder, '..')
const folder = join(root, 'tools/contracts/diagrams')
const load = async <T>(file: string): Promise<T> =>
  ((await import(pathToFileURL(join(folder, 'node_modules', file)).href)) as { readonly default: T }).default

const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
const diagrams = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/```mermaid\n([\s\S]*?)```/g)].map(([, diagram = ''], index) => ({
    page,
    number: index + 1,
    diagram,
  })),
)

describe('diagrams', () => {
  let mermaid: Mermaid

  beforeAll(async () => {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'inherit' })
    // Without a browser's document there is nothing to sanitize with, and nothing to sanitize: diagrams are parsed only.
    const purify = await load<object>('dompurify/dist/purify.es.mjs')
    Object.assign(purify, { addHook: () => undefined, sanitize: (text: string) => text })
    mermaid = await load<Mermaid>('mermaid/dist/mermaid.core.mjs')
  })

  it.each(diagrams)('of the pages render: $page, $number', async ({ diagram }) => {
    await expect(mermaid.parse(diagram)).resolves.toHaveProperty('diagramType')
  })

  it('would be found out if they did not', async () => {
    await expect(mermaid.parse('erDiagram\n  offers {\n    bigint\n  }\n')).rejects.toThrow('Parse error')
  })
})
