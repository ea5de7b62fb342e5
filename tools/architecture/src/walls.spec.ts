import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { scratchDir } from '@trellis/local'
import { workspaceRoot } from '@trellis/local'

/** A text, the file it would stand in, and what the linter must say of it; nothing for what is allowed. */
type Case = { readonly title: string; readonly file: string; readonly text: string; readonly says?: RegExp }

const core = 'libs/pipeline/src/wall.ts'
const source = 'libs/greenhouse/src/wall.ts'
const signature = 'libs/greenhouse/src/webhook/signature.ts'
const runtime = 'libs/runtime/src/wall.ts'
const operations = 'libs/operations/src/wall.ts'
const app = 'apps/normalizer/src/wall.ts'
const ingress = 'apps/webhook-ingress/src/wall.ts'
const web = 'apps/console-web/src/wall.ts'
const tool = 'tools/trellis/src/wall.ts'
const e2e = 'e2e/src/wall.ts'

const importing = (what: string) => `import { thing } from '${what}'\nexport const used = thing\n`
const notAllowed = (what: string) => new RegExp(`not allowed to import "${what}"`)
const builtin = /no built-in modules/
const appInside = /must not be imported from outside/
const knowsKafka = /know the Kafka client/
const forOperators = /is for the command line and the console/
const ingressWall = /ingress must not depend on the resources/

const walls: readonly Case[] = [
  {
    title: 'the core depends on none of us',
    file: core,
    text: importing('@trellis/local'),
    says: /"layer:core" cannot depend on any libs with tags/,
  },
  { title: 'there is no circle', file: core, text: importing('@trellis/runtime'), says: /Circular dependency/ },
  { title: 'the core depends on no package', file: core, text: importing('uuid'), says: notAllowed('uuid') },
  {
    title: 'the source depends on no shell',
    file: source,
    text: importing('@trellis/runtime'),
    says: /"layer:source" can only depend on/,
  },
  { title: 'the source depends on the core', file: source, text: importing('@trellis/pipeline') },
  { title: 'the source depends on no package', file: source, text: importing('undici'), says: notAllowed('undici') },
  {
    title: 'the runtime knows nothing of the source',
    file: runtime,
    text: importing('@trellis/greenhouse'),
    says: /"layer:runtime" can only/,
  },
  { title: 'the runtime depends on the core', file: runtime, text: importing('@trellis/pipeline') },
  { title: 'the runtime may use its clients', file: runtime, text: importing('pg') },
  {
    title: 'the runtime may not use what is not on its list',
    file: runtime,
    text: importing('commander'),
    says: notAllowed('commander'),
  },
  { title: 'operations depend on the source', file: operations, text: importing('@trellis/greenhouse') },
  { title: 'operations depend on the runtime', file: operations, text: importing('@trellis/runtime') },
  {
    title: 'operations depend on no tool',
    file: operations,
    text: importing('@trellis/local'),
    says: /"layer:operations" can only depend on/,
  },
  { title: 'operations know no command line', file: operations, text: importing('commander'), says: notAllowed('commander') },
  { title: 'operations open no store of their own', file: operations, text: importing('pg'), says: notAllowed('pg') },
  { title: 'operations print nothing', file: operations, text: `console.log('x')\n`, says: /console/ },
  {
    title: 'a spec of operations may depend on a tool',
    file: 'libs/operations/src/wall.int.spec.ts',
    text: importing('@trellis/local'),
  },
  {
    title: 'the runtime depends on no operations',
    file: runtime,
    text: importing('@trellis/operations'),
    says: /Circular dependency|"layer:runtime" can only/,
  },
  ...['harvest-poller', 'normalizer', 'warehouse-writer', 'webhook-ingress'].map((service) => ({
    title: `${service} depends on no operations`,
    file: `apps/${service}/src/wall.ts`,
    text: importing('@trellis/operations'),
    says: forOperators,
  })),
  {
    title: 'nor on what is for specs of them',
    file: app,
    text: importing('@trellis/operations/testing'),
    says: forOperators,
  },
  { title: 'the console may use operations', file: 'apps/console/src/wall.ts', text: importing('@trellis/operations') },
  { title: 'a tool may use operations', file: tool, text: importing('@trellis/operations') },
  { title: 'an app may depend on the libraries', file: app, text: importing('@trellis/greenhouse') },
  { title: 'an app may use Nest', file: app, text: importing('@nestjs/common') },
  { title: 'an app may not use a store', file: app, text: importing('pg'), says: notAllowed('pg') },
  {
    title: 'an app may not depend on a tool',
    file: app,
    text: importing('@trellis/local'),
    says: /"layer:app" can only depend on/,
  },
  {
    title: 'a library may not depend on a tool',
    file: runtime,
    text: importing('@trellis/local'),
    says: /"layer:runtime" can only depend on/,
  },
  {
    title: 'a spec of an app may depend on a tool',
    file: 'apps/normalizer/src/wall.int.spec.ts',
    text: importing('@trellis/local'),
  },
  {
    title: 'a spec of the core may use the test library',
    file: 'libs/pipeline/src/wall.spec.ts',
    text: importing('@jest/globals'),
  },
  { title: 'the core itself may not', file: core, text: importing('@jest/globals'), says: notAllowed('@jest/globals') },
  {
    title: 'the pages depend on none of us',
    file: web,
    text: importing('@trellis/pipeline'),
    says: /"layer:web" cannot depend on any libs with tags/,
  },
  { title: 'the pages may use React', file: web, text: importing('react') },
  {
    title: 'the pages may not use what is not on their list',
    file: web,
    text: importing('@nestjs/common'),
    says: notAllowed('@nestjs/common'),
  },
  { title: 'the pages run in a browser', file: web, text: importing('node:fs'), says: /run in a browser/ },
  { title: 'their specs do not', file: 'apps/console-web/src/wall.spec.ts', text: importing('node:fs') },
  { title: 'a tool may depend on the libraries', file: tool, text: importing('@trellis/runtime') },
  { title: 'a tool may use any package', file: tool, text: importing('commander') },
  { title: 'a tool may not open an app by its name', file: tool, text: importing('@trellis/normalizer'), says: appInside },
  {
    title: 'a tool may not open an inside of an app',
    file: tool,
    text: importing('@trellis/normalizer/dist/main.js'),
    says: appInside,
  },
  {
    title: 'e2e may not open an app by a path',
    file: e2e,
    text: importing('../../apps/normalizer/src/index.js'),
    says: appInside,
  },
  { title: 'an app may not open another', file: app, text: importing('@trellis/harvest-poller'), says: appInside },
  {
    title: 'projects import each other by name',
    file: app,
    text: importing('../../../libs/runtime/src/index.js'),
    says: /relative/,
  },
  { title: 'only the adapter knows the Kafka client', file: runtime, text: importing('kafkajs'), says: knowsKafka },
  { title: 'no app knows the Kafka client', file: app, text: importing('kafkajs'), says: knowsKafka },
  { title: 'no other tool knows the Kafka client', file: tool, text: importing('kafkajs'), says: knowsKafka },
  { title: 'the adapter knows the Kafka client', file: 'libs/runtime/src/kafka/client/wall.ts', text: importing('kafkajs') },
  { title: 'an example knows the Kafka client', file: 'examples/consumer/src/wall.ts', text: importing('kafkajs') },
  {
    title: 'an example opens no app',
    file: 'examples/consumer/src/wall.ts',
    text: importing('@trellis/normalizer'),
    says: appInside,
  },
  { title: 'tools/local knows the Kafka client', file: 'tools/local/src/wall.ts', text: importing('kafkajs') },
  { title: 'the ingress may import the webhook entry point', file: ingress, text: importing('@trellis/greenhouse/webhook') },
  { title: 'the ingress may not import the source', file: ingress, text: importing('@trellis/greenhouse'), says: ingressWall },
  { title: 'nor any other entry point of it', file: ingress, text: importing('@trellis/greenhouse/harvest'), says: ingressWall },
  {
    title: 'behind that entry point no resource is imported',
    file: signature,
    text: importing('../resources/offers.js'),
    says: ingressWall,
  },
  { title: 'a resource may be opened elsewhere', file: source, text: importing('./resources/offers.js') },
]

const purity: readonly Case[] = [
  { title: 'no node: modules', file: core, text: importing('node:fs'), says: builtin },
  { title: 'no built-in modules without the prefix', file: core, text: importing('fs/promises'), says: builtin },
  { title: 'no node: modules in the source', file: source, text: importing('node:crypto'), says: builtin },
  { title: 'node:crypto in signature.ts', file: signature, text: importing('node:crypto') },
  { title: 'nothing else in signature.ts', file: signature, text: importing('node:fs'), says: builtin },
  { title: 'node: modules in specs', file: 'libs/pipeline/src/wall.spec.ts', text: importing('node:fs') },
  { title: 'node: modules in what is for specs', file: 'libs/greenhouse/src/testing/wall.ts', text: importing('node:fs') },
  { title: 'node: modules in the runtime', file: runtime, text: importing('node:fs') },
  { title: 'no import()', file: core, text: `export const x = import('./cell.js')\n`, says: /no import\(\)/ },
  { title: 'no Date.now', file: core, text: 'export const x = Date.now()\n', says: /no Date\.now/ },
  { title: 'no new Date()', file: source, text: 'export const x = new Date()\n', says: /no new Date\(\)/ },
  { title: 'new Date of an argument', file: core, text: 'export const x = new Date(0)\n' },
  { title: 'no Math.random', file: core, text: 'export const x = Math.random()\n', says: /no Math\.random/ },
  { title: 'Math.max', file: core, text: 'export const x = Math.max(1, 2)\n' },
  { title: 'Date.now in the runtime', file: runtime, text: 'export const x = Date.now()\n' },
  ...['process', 'fetch', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'globalThis'].map((name) => ({
    title: `no ${name}`,
    file: core,
    text: `export const x = ${name}\n`,
    says: new RegExp(`no ${name}\\.`),
  })),
]

const style: readonly Case[] = [
  { title: 'no any', file: app, text: 'export const x: any = 1\n', says: /Unexpected any/ },
  { title: 'no !', file: app, text: 'export const x = (y?: string) => y!\n', says: /non-null assertion/ },
  { title: 'no default export', file: app, text: 'export default 1\n', says: /No default exports/ },
  { title: 'no export named default', file: core, text: 'const x = 1\nexport { x as default }\n', says: /No default exports/ },
  { title: 'a default export in a configuration', file: 'wall.config.mjs', text: 'export default {}\n' },
  { title: 'no console in an app', file: app, text: `console.log('x')\n`, says: /console/ },
  { title: 'console in a tool', file: tool, text: `console.log('x')\n` },
  { title: 'no utils', file: 'libs/runtime/src/utils.ts', text: 'export const x = 1\n', says: /says nothing/ },
  {
    title: 'no capitals in file names',
    file: 'libs/runtime/src/eventLog.ts',
    text: 'export const x = 1\n',
    says: /lower case with dashes/,
  },
]

const cases = [...walls, ...purity, ...style]
const verdicts = new Map<Case, string>()

// The linter runs in a process of its own: it needs the real module loader, and making the graph of the projects costs seconds, once.
const linter = `
  import { readFileSync } from 'node:fs'
  import { ESLint } from 'eslint'
  import tseslint from 'typescript-eslint'
  // The files do not exist, so nothing can be known of their types.
  const overrideConfig = [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }]
  const eslint = new ESLint({ overrideConfig })
  const answers = []
  for (const { file, text } of JSON.parse(readFileSync(process.argv[1], 'utf8'))) {
    const [result] = await eslint.lintText(text, { filePath: file, warnIgnored: true })
    answers.push(result.messages.map(({ ruleId, message }) => ruleId + ': ' + message).join('\\n'))
  }
  console.log('\\n' + JSON.stringify(answers))
`

beforeAll(async () => {
  const dir = await scratchDir('walls')
  await mkdir(dir, { recursive: true })
  const file = join(dir, 'cases.json')
  await writeFile(file, JSON.stringify(cases))
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', linter, file], {
    cwd: workspaceRoot,
  })
  const answers = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as readonly string[]
  cases.forEach((one, index) => verdicts.set(one, answers[index] ?? 'no answer'))
})

describe.each([
  ['walls', walls],
  ['purity', purity],
  ['style', style],
] as const)('the linter keeps the %s', (_, those) => {
  test.each(those.map((one) => [one.title, one] as const))('%s', (_title, one) => {
    if (one.says) expect(verdicts.get(one)).toMatch(one.says)
    else expect(verdicts.get(one)).toBe('')
  })
})
