import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { cell } from './markdown.js'

/** A variable as a configuration class declares it. */
export interface Variable {
  readonly name: string
  /** The docstring of its field; empty where it has none. */
  readonly meaning: string
  /** What it is where it is not set, in the order of `services` where they differ; undefined for one without which a service does not start. */
  readonly byDefault?: string
  /** A service starts without it: by its default, or without what it is for. */
  readonly isOptional: boolean
  /** It may come from the file that `<name>_FILE` names. */
  readonly isSecret: boolean
  readonly example?: string
  /** The services that read it. */
  readonly services: readonly string[]
}

interface ConfigClass {
  readonly name: string
  readonly parent?: string
  readonly fields: ReadonlyMap<string, Omit<Variable, 'services'>>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Every variable that a service reads, in the order of the classes that declare them. Read from the sources: a tool may not open an inside of an app. */
export function variables(): readonly Variable[] {
  const shared = classesIn('libs/runtime/src/config')
  const found = new Map<string, Variable>()
  for (const service of ['webhook-ingress', 'harvest-poller', 'normalizer', 'warehouse-writer', 'console']) {
    const own = classesIn(`apps/${service}/src`)
    const classes = new Map([...shared, ...own].map((each) => [each.name, each]))
    for (const field of fieldsOf(classes, own.at(-1)?.name ?? 'KafkaConfig')) {
      const known = found.get(field.name)
      found.set(field.name, known === undefined ? { ...field, services: [service] } : readToo(known, field, service))
    }
  }
  return [...found.values()]
}

/** The same variable, read by one service more. */
function readToo(known: Variable, { byDefault }: Omit<Variable, 'services'>, service: string): Variable {
  const differs = byDefault !== undefined && known.byDefault !== byDefault
  return { ...known, services: [...known.services, service], ...(differs && { byDefault: `${known.byDefault}, ${byDefault}` }) }
}

/** The page `docs/configuration-reference.md`. */
export function configurationReference(of: readonly Variable[] = variables()): string {
  const rows = of.map(({ name, services, byDefault, isOptional, isSecret, example, meaning }) => {
    const value = byDefault !== undefined ? `\`${byDefault}\`` : isOptional ? '' : '**required**'
    const names = isSecret ? `\`${name}\`, \`${name}_FILE\`` : `\`${name}\``
    return `| ${[names, services.length === 5 ? 'all' : services.join(', '), value, example === undefined ? '' : `\`${cell(example)}\``, cell(meaning)].join(' | ')} |`
  })
  return [
    '# Every variable',
    '',
    'Generated from the configuration classes by `npm run contracts`. [Configuration](configuration.md) explains what belongs together.',
    '',
    'A faulty configuration names everything that is missing or wrong at once, before anything starts. An empty variable counts as missing. A secret may come from a file instead, which its `…_FILE` variable names. Durations are milliseconds.',
    '',
    '| variable | read by | default | example | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function fieldsOf(classes: ReadonlyMap<string, ConfigClass>, name: string): readonly Omit<Variable, 'services'>[] {
  const fields = new Map<string, Omit<Variable, 'services'>>()
  for (let next = classes.get(name); next; next = classes.get(next.parent ?? '')) {
    // A field that is overridden has a default of its own, and the meaning of the one it overrides.
    for (const [key, inherited] of next.fields) {
      const own = fields.get(key)
      fields.set(key, own === undefined ? inherited : { ...inherited, ...own, meaning: own.meaning || inherited.meaning })
    }
  }
  return [...fields.values()]
}

function classesIn(folder: string): readonly ConfigClass[] {
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('-config.ts') || file === 'main.ts')
  return files.flatMap((file) => {
    const text = readFileSync(join(root, folder, file), 'utf8')
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
    return source.statements
      .filter(ts.isClassDeclaration)
      .map(classOf)
      .filter(({ name }) => name.endsWith('Config'))
  })
}

function classOf(declared: ts.ClassDeclaration): ConfigClass {
  const parent = declared.heritageClauses?.[0]?.types[0]?.expression.getText()
  const fields = declared.members.filter(ts.isPropertyDeclaration).map((each) => [each.name.getText(), fieldOf(each)] as const)
  return { name: declared.name?.text ?? '', ...(parent !== undefined && { parent }), fields: new Map(fields) }
}

function fieldOf(declared: ts.PropertyDeclaration): Omit<Variable, 'services'> {
  const field = declared.name.getText()
  const decorators = new Map(
    (ts.getDecorators(declared) ?? [])
      .map(({ expression }) => expression)
      .filter(ts.isCallExpression)
      .map((call) => [call.expression.getText(), call.arguments[0]?.getText()] as const),
  )
  const meaning = ts.getJSDocCommentsAndTags(declared).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
  const byDefault = unquoted(declared.initializer?.getText())
  const example = unquoted(decorators.get('Example'))
  const isGiven = byDefault !== undefined && byDefault !== '' && byDefault !== '[]'
  const mayBeEmpty = !decorators.has('ArrayNotEmpty') && accepts(decorators.get('Matches'), '')
  return {
    name: field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase(),
    meaning: meaning.join(' ').replace(/\s+/g, ' ').trim(),
    isOptional: decorators.has('IsOptional') || mayBeEmpty,
    isSecret: decorators.has('Secret'),
    ...(isGiven && { byDefault }),
    ...(example !== undefined && { example }),
  }
}

/** Would the pattern in a source take the text? One that has a name of its own is taken for one that refuses it. */
function accepts(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true
  const literal = /^\/(.*)\/$/.exec(pattern)?.[1]
  return literal !== undefined && new RegExp(literal).test(text)
}

/** A literal as an operator writes it. */
function unquoted(literal: string | undefined): string | undefined {
  if (literal === undefined) return undefined
  return /^[\d_]+$/.test(literal) ? literal.replaceAll('_', '') : literal.replace(/^'(.*)'$/s, '$1')
}
