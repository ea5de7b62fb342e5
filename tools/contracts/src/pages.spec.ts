import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { docsFolder } from './write-documents.js'

const root = join(docsFolder, '..')
const HIDDEN = /^(?:\.|node_modules$|dist$)/

/** Every page of the repository, by its path from the root. */
const pages: ReadonlyMap<string, string> = new Map(
  pagesIn(root).map((path) => [relative(root, path), readFileSync(path, 'utf8')]),
)
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }

describe('the pages', () => {
  it('link to files and headings that are there', () => {
    const broken = [...pages].flatMap(([page, text]) =>
      linksOf(text).flatMap((link) => (isThere(page, link) ? [] : [`${page} links to ${link}`])),
    )
    expect(broken).toEqual([])
  })

  it('would be found out if they did not', () => {
    expect(linksOf('See [it](gone.md), `[not](this.md)` and [there](https://example.com/x.md).')).toEqual(['gone.md'])
    expect(isThere('README.md', 'docs/gone.md')).toBe(false)
    expect(isThere('README.md', 'docs/tables.md#gone')).toBe(false)
    expect(isThere('README.md', 'docs/tables.md#custom-fields')).toBe(true)
  })

  it('name npm scripts that there are', () => {
    const named = [...pages].flatMap(([page, text]) =>
      [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, script = '']) => ({ page, script })),
    )
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter(({ script }) => !(script in scripts))).toEqual([])
  })

  it('are reached from the index of the docs', () => {
    const linked = linksOf(pages.get('docs/README.md') ?? '').map((link) => link.replace(/#.*/, ''))
    const own = [...pages.keys()].filter((page) => /^docs\/(?!README)[^/]+\.md$/.test(page)).map((page) => relative('docs', page))
    expect(own.filter((page) => !linked.includes(page))).toEqual([])
  })
})

function pagesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !HIDDEN.test(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return pagesIn(path)
      return entry.name.endsWith('.md') && !entry.name.endsWith('.template.md') ? [path] : []
    })
}

/** The relative links of a page, without those in code. */
function linksOf(text: string): readonly string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/(?<!\[)`[^`\n]*`(?!\])/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link))
}

function isThere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#')
  const file = join(root, path === '' ? page : join(dirname(page), path))
  if (!existsSync(file)) return false
  if (heading === undefined || statSync(file).isDirectory()) return heading === undefined
  return headingsOf(readFileSync(file, 'utf8')).includes(heading)
}

/** The anchors that GitHub gives to a page's headings. */
function headingsOf(text: string): readonly string[] {
  const headings = text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)
  return [...headings].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}
