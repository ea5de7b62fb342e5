import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from '@jest/globals'

const home = fileURLToPath(new URL('..', import.meta.url))
let files: readonly string[]

beforeAll(async () => {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: home })
  const [packed] = JSON.parse(stdout) as readonly { readonly files: readonly { readonly path: string }[] }[]
  files = packed?.files.map(({ path }) => path) ?? []
})

describe('the published package', () => {
  it('holds what its entry points export, and their types', () => {
    expect(files).toEqual(
      expect.arrayContaining(['package.json', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'dist/rows/row.js']),
    )
  })

  it('holds no specs, nothing that specs use, and no sources', () => {
    expect(files.filter((path) => /\.spec\.|testing|^src|^fixtures|tsbuildinfo|\.map$/.test(path))).toEqual([])
  })
})
