import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { resources } from './index.js'

const folder = new URL('../../src/resources/', import.meta.url)

it('lists every resource that a file of this folder declares', () => {
  const names = readdirSync(folder).filter((file) => !file.endsWith('.spec.ts'))
  const files = names.filter((file) => readFileSync(new URL(file, folder), 'utf8').includes('= resource({'))
  const listed = new Set(resources.map(({ name }) => `${name.replaceAll('_', '-')}.ts`))
  const missing = files.filter((file) => !listed.has(file))
  expect(missing.map((file) => `add what ${file} declares to the list in libs/greenhouse/src/resources/index.ts`)).toEqual([])
  expect(listed.size).toBe(files.length)
})
