import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from '@jest/globals'

const here = new URL('.', import.meta.url)
const page = readFileSync(new URL('README.md', here), 'utf8')

describe('the patches of kafkajs', () => {
  it('are for the version that is installed, which is pinned exactly', () => {
    const [, patched] = /kafkajs (\d+\.\d+\.\d+)/.exec(page) ?? []
    const { version } = createRequire(import.meta.url)('kafkajs/package.json') as { readonly version: string }
    const { dependencies } = JSON.parse(readFileSync(new URL('../../../package.json', here), 'utf8')) as {
      readonly dependencies: { readonly kafkajs: string }
    }
    expect({ version, pinned: dependencies.kafkajs }).toEqual({ version: patched, pinned: patched })
  })

  it('have a row each on their page', () => {
    const files = readdirSync(here).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    expect(files.filter((name) => !page.includes(`](${name})`))).toEqual([])
  })

  it('reach into kafkajs where the page says, and nowhere else', () => {
    const files = readdirSync(here).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    const reached = files.flatMap((name) => readFileSync(new URL(name, here), 'utf8').match(/kafkajs\/src\/[\w/.]+/g) ?? [])
    expect(reached.length).toBeGreaterThan(0)
    expect(reached.filter((path) => !page.includes(`\`${path.replace('kafkajs/', '')}\``))).toEqual([])
  })
})
