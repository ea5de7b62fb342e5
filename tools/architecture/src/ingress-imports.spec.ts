import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'

const source = join(workspaceRoot, 'libs/greenhouse/src')

/** Every file of the library that is loaded when this one is. */
function reachedFrom(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file) || !existsSync(file)) return seen
  seen.add(file)
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/\bfrom '(\.[^']+)'/g)) {
    reachedFrom(join(dirname(file), path.replace(/\.js$/, '.ts')), seen)
  }
  return seen
}

test('the webhook entry point of the source reaches no resource, however far one follows the imports', () => {
  const reached = [...reachedFrom(join(source, 'webhook/index.ts'))].map((file) => relative(source, file))
  expect(reached).toContain('webhook/index.ts')
  expect(reached.filter((file) => file.startsWith('resources'))).toEqual([])
})
