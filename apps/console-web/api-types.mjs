// Writes the types of the console's API, src/api/schema.d.ts, from its OpenAPI document; with --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import openapi, { astToString } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'

const document = new URL('../../docs/contracts/console.openapi.json', import.meta.url)
const target = new URL('src/api/schema.d.ts', import.meta.url)

const described = JSON.parse(readFileSync(document, 'utf8'))
// The client sends it with every request by itself.
for (const operation of Object.values(described.paths).flatMap((path) => Object.values(path)))
  operation.parameters = operation.parameters?.filter(({ name }) => name !== 'X-CSRF-Token')
const ast = await openapi(described, { alphabetize: true })
const text = `// Made by apps/console-web/api-types.mjs from docs/contracts/console.openapi.json.\n${astToString(ast)}`
const types = await format(text, { ...(await resolveConfig(target)), parser: 'typescript' })

if (!process.argv.includes('--check')) writeFileSync(target, types)
else if (readFileSync(target, 'utf8') !== types) {
  console.error('The pages know another API than the console has: node apps/console-web/api-types.mjs')
  process.exitCode = 1
}
