// Which project may import what, and the rules of style. tools/architecture/src/walls.spec.ts breaks each of them on purpose.
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename } from 'node:path'
import js from '@eslint/js'
import nx from '@nx/eslint-plugin'
import prettier from 'eslint-config-prettier'
import reactHooks from 'eslint-plugin-react-hooks'
import { createProjectGraphAsync } from 'nx/src/devkit-exports.js'
import tseslint from 'typescript-eslint'

// Without a graph of the projects the Nx rule does not complain: it is skipped. So the graph is made here, and a failure is one.
process.env.NX_ISOLATE_PLUGINS ??= 'false'
await createProjectGraphAsync({ exitOnError: false })

const nest = ['@nestjs/*', 'reflect-metadata', 'rxjs', 'express']
const validation = ['class-validator', 'class-transformer']
const stores = ['kafkajs', 'pg', 'pg-*', 'typeorm']
const telemetry = ['pino', 'prom-client', '@opentelemetry/*']
const keyServices = ['@aws-sdk/client-kms']
/** Sign-in and headers of the console. */
const signIn = [
  ...['@node-rs/argon2', 'connect-pg-simple', 'csrf-sync', 'express-session', 'helmet', 'openid-client'],
  'rate-limiter-flexible',
]
const small = ['undici', 'p-retry', 'uuid']
const mail = ['nodemailer']
const pages = [
  ...['react', 'react-dom', 'react-dom/*', '@mantine/*', '@tanstack/react-query', '@tanstack/react-router'],
  ...['lucide-react', 'openapi-fetch', 'openapi-typescript'],
]
const testing = ['@jest/globals', 'fast-check', 'supertest', 'smtp-server', 'oidc-provider']

/** Which project may depend on which: the whole law. An import that is allowed for specs only is in `forSpecs`. */
const layers = (forSpecs = []) => [
  { sourceTag: 'layer:core', onlyDependOnLibsWithTags: [], allowedExternalImports: [...forSpecs] },
  { sourceTag: 'layer:source', onlyDependOnLibsWithTags: ['layer:core'], allowedExternalImports: [...forSpecs] },
  {
    sourceTag: 'layer:runtime',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:runtime'],
    allowedExternalImports: [...stores, ...nest, ...validation, ...telemetry, ...keyServices, ...small, ...mail, ...forSpecs],
  },
  {
    sourceTag: 'layer:operations',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:source', 'layer:runtime'],
    allowedExternalImports: [...forSpecs],
  },
  {
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:source', 'layer:runtime', 'layer:operations'],
    allowedExternalImports: [...nest, ...validation, ...signIn, ...forSpecs],
  },
  { sourceTag: 'layer:web', onlyDependOnLibsWithTags: [], allowedExternalImports: [...pages, ...forSpecs] },
  {
    sourceTag: 'layer:tool',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:source', 'layer:runtime', 'layer:operations', 'layer:tool'],
  },
]
// A spec may put a real server under what it tests, and look at it with the server's own client.
const specLayers = layers([...testing, 'pg']).map((layer) => ({
  ...layer,
  onlyDependOnLibsWithTags: [
    ...layer.onlyDependOnLibsWithTags,
    ...(/runtime|operations|app/.test(layer.sourceTag) ? ['layer:tool'] : []),
  ],
}))

const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': ['error', { depConstraints, enforceBuildableLibDependency: false, allow: [] }],
})

// The Nx rule does not see an import of a project that has no `exports`, which no app has.
const apps = readdirSync(new URL('./apps', import.meta.url)).map((app) => packageName(`./apps/${app}/package.json`))
const inside = {
  regex: `^(?:${apps.join('|')})(?:/|$)|(?:^|/)apps/`,
  message: 'Code inside an app must not be imported from outside: what two need is a library.',
}
const kafkaClient = {
  regex: '^kafkajs(?:/|$)',
  message: 'Only libs/runtime/src/kafka, tools/local, examples and the ceilings of the bench know the Kafka client.',
}
const resources = {
  regex: '^@trellis/greenhouse(?!/webhook$)',
  message: 'The ingress must not depend on the resources: import @trellis/greenhouse/webhook.',
}
const operations = {
  regex: '^@trellis/operations(?:/|$)',
  message: 'What an operator can do is for the command line and the console: no other service imports it.',
}
const fromWebhook = { regex: '(?:^|/)resources(?:/|$)', message: resources.message }
const builtins = (except = '$', message = 'The pure libraries do not touch the machine: no built-in modules.') => ({
  regex: `^(?:node:)?(?!(?:node:)?${except})(?:${builtinModules.filter((name) => !name.startsWith('_')).join('|')})(?:/|$)|^node:(?!${except})`,
  message,
})
const inBrowser = builtins('$', 'The pages of the console run in a browser: no built-in modules.')
const restrictedImports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })

const defaultExports = [
  { selector: 'ExportDefaultDeclaration', message: 'No default exports: what is exported has one name.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'No default exports: what is exported has one name.' },
]
const impure = 'The pure libraries are functions of their arguments: '
const impurities = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: `${impure}no new Date() without an argument.` },
  { selector: 'CallExpression[callee.name="Date"]', message: `${impure}no Date().` },
  { selector: 'ImportExpression', message: `${impure}no import().` },
]
const machine = ['process', 'fetch', 'performance', 'crypto', 'globalThis', 'global', 'require', 'queueMicrotask']
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate']

/** Files are named after the one thing they export, in lower case with dashes. */
const fileName = {
  create: (context) => ({
    Program(node) {
      const name = basename(context.filename).replace(/\.[a-z]+$/, '')
      if (/^(?:utils?|helpers?|common|types)(?:\.|$)/.test(name)) {
        context.report({ node, message: `'${name}' says nothing: name the file after the one thing it exports.` })
      }
      if (!/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(name)) context.report({ node, message: 'File names are lower case with dashes.' })
    },
  }),
}

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '**/.cache/', '.local/', '.nx/', 'coverage/', '**/fixtures/'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@nx': nx, house: { rules: { 'file-name': fileName } } },
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...boundaries(layers()),
      ...restrictedImports(inside, kafkaClient),
      'house/file-name': 'error',
      'no-restricted-syntax': ['error', ...defaultExports],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { allowDefaultCaseForExhaustiveSwitch: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'always' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Deprecated only to stand out, as its text says: for a provider on this machine.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      // `async` on a function that returns a promise keeps a failure from being thrown before there is one.
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['libs/**/*.{ts,tsx}', 'apps/**/*.{ts,tsx}'], rules: { 'no-console': 'error' } },
  {
    files: ['libs/runtime/src/kafka/**', 'tools/local/**', 'examples/**', 'bench/src/ceilings/**'],
    rules: restrictedImports(inside),
  },
  { files: ['apps/**'], ignores: ['apps/console/**'], rules: restrictedImports(inside, kafkaClient, operations) },
  {
    // What a route answers is a class for its description's sake: plain objects of its shape are answered.
    files: ['apps/console/src/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  { files: ['apps/webhook-ingress/**'], rules: restrictedImports(inside, kafkaClient, operations, resources) },
  {
    files: ['libs/{pipeline,greenhouse}/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      ...restrictedImports(inside, builtins()),
      'no-restricted-globals': ['error', ...[...machine, ...timers].map((name) => ({ name, message: `${impure}no ${name}.` }))],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: `${impure}no Date.now.` },
        { object: 'Math', property: 'random', message: `${impure}no Math.random.` },
      ],
      'no-restricted-syntax': ['error', ...defaultExports, ...impurities],
    },
  },
  {
    files: ['libs/greenhouse/src/webhook/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: restrictedImports(inside, builtins(), fromWebhook),
  },
  { files: ['libs/greenhouse/src/webhook/signature.ts'], rules: restrictedImports(inside, builtins('crypto$'), fromWebhook) },
  {
    files: ['apps/console-web/src/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules, ...restrictedImports(inside, kafkaClient, inBrowser) },
  },
  { files: ['**/*.spec.ts', '**/testing/**/*.ts'], rules: boundaries(specLayers) },
  {
    files: ['**/*.{mjs,js}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { console: 'readonly', process: 'readonly', URL: 'readonly', fetch: 'readonly', AbortSignal: 'readonly' },
    },
  },
  prettier,
)

function packageName(path) {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).name
}
