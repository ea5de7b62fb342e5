import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import ts from 'typescript'

/** A table of `ops` and what its SQL does to it: `log_position select`. */
export type Use = `${string} ${'select' | 'insert' | 'update' | 'delete'}`

/** A top-level declaration: the SQL in it, and the names that it uses. */
interface Declaration {
  readonly texts: readonly string[]
  readonly names: ReadonlySet<string>
}

interface Module {
  readonly declarations: ReadonlyMap<string, Declaration>
  /** Local name → the module and the name there; the module is a library's folder where the library was imported by its name. */
  readonly imports: ReadonlyMap<string, { readonly file: string; readonly name: string }>
}

/** What stands at a module's top level, outside of any declaration. */
const TOP = ''

/** The libraries that have SQL, by the name that they are imported by. */
const LIBRARIES: Readonly<Record<string, string>> = {
  '@trellis/runtime': 'libs/runtime/src',
  '@trellis/operations': 'libs/operations/src',
}
const FOLDERS = ['apps', ...Object.values(LIBRARIES), 'tools/trellis/src']
const isSource = (file: string): boolean => file.endsWith('.ts') && !/\.spec\.ts$|\/testing\/|\/migrations\//.test(file)

/**
 * What a process that begins with a module may do to the tables of `ops`, found in the code: the SQL of every declaration that can be reached from it by name.
 * Of a class all methods count, so it errs to the generous side; `except` are names that are not followed.
 */
export function usesFrom(entry: string, except: readonly string[] = []): ReadonlySet<Use> {
  const modules = readModules()
  const exported = new Map([...modules].flatMap(([file, { declarations }]) => ofLibrary(file, declarations)))
  const seen = new Set<string>()
  const uses = new Set<Use>()
  const follow = (file: string, name: string): void => {
    const at = `${file}#${name}`
    const found = modules.get(file)
    const declaration = found?.declarations.get(name)
    if (!found || !declaration || seen.has(at) || except.includes(name)) return
    seen.add(at)
    for (const text of declaration.texts) for (const use of usesIn(text)) uses.add(use)
    for (const used of declaration.names) {
      const imported = found.imports.get(used)
      if (!imported) follow(file, used)
      else follow(exported.get(`${imported.file}#${imported.name}`) ?? imported.file, imported.name)
    }
  }
  for (const name of modules.get(entry)?.declarations.keys() ?? []) follow(entry, name)
  return uses
}

/** What a library may export, by its folder and the name, with the module that has it. */
function ofLibrary(file: string, declarations: Module['declarations']): readonly (readonly [string, string])[] {
  const folder = Object.values(LIBRARIES).find((each) => file.startsWith(`${each}/`))
  return folder === undefined ? [] : [...declarations.keys()].map((name) => [`${folder}#${name}`, file] as const)
}

let known: ReadonlyMap<string, Module> | undefined

function readModules(): ReadonlyMap<string, Module> {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...FOLDERS], {
    cwd: workspaceRoot,
  })
  const files = listed.toString().trim().split('\n').filter(isSource)
  return (known ??= new Map(files.map((file) => [file, readModule(file)])))
}

function readModule(file: string): Module {
  const source = ts.createSourceFile(file, readFileSync(join(workspaceRoot, file), 'utf8'), ts.ScriptTarget.Latest, true)
  const declarations = new Map<string, Declaration>()
  const imports = new Map<string, { file: string; name: string }>()
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const from = (statement.moduleSpecifier as ts.StringLiteral).text
      const bindings = statement.importClause?.namedBindings
      const target = from.startsWith('.') ? relativeTo(file, from) : libraryOf(from)
      if (target === undefined || !bindings || !ts.isNamedImports(bindings)) continue
      for (const { name, propertyName } of bindings.elements)
        imports.set(name.text, { file: target, name: (propertyName ?? name).text })
    } else for (const [name, node] of declared(statement)) declarations.set(name, joined(declarations.get(name), read(node)))
  }
  return { declarations, imports }
}

/** The folder of a library that an import names, one of its entry points included. */
function libraryOf(from: string): string | undefined {
  return LIBRARIES[from.split('/').slice(0, 2).join('/')]
}

function relativeTo(file: string, from: string): string {
  return relative('.', normalize(join(dirname(file), from))).replace(/\.js$/, '.ts')
}

function declared(statement: ts.Statement): readonly (readonly [string, ts.Node])[] {
  if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
    return [[statement.name.text, statement]]
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(
      (each) => [ts.isIdentifier(each.name) ? each.name.text : TOP, each] as const,
    )
  return ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement) ? [] : [[TOP, statement]]
}

function joined(a: Declaration | undefined, b: Declaration): Declaration {
  return a ? { texts: [...a.texts, ...b.texts], names: new Set([...a.names, ...b.names]) } : b
}

function read(node: ts.Node): Declaration {
  const texts: string[] = []
  const names = new Set<string>()
  const visit = (each: ts.Node): void => {
    if (ts.isTypeNode(each)) return
    if (ts.isIdentifier(each)) names.add(each.text)
    if (ts.isStringLiteral(each) || ts.isNoSubstitutionTemplateLiteral(each)) texts.push(each.text)
    if (ts.isTemplateExpression(each)) texts.push(each.getText())
    if (ts.isCallExpression(each)) texts.push(...repositoryRead(each))
    ts.forEachChild(each, visit)
  }
  visit(node)
  return { texts, names }
}

/** Repositories are for reading (`ops-owners.spec.ts`); an entity is called after its table. */
function repositoryRead({ expression, arguments: [entity] }: ts.CallExpression): readonly string[] {
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'getRepository' || !entity) return []
  const name = entity
    .getText()
    .replace(/Entity$/, '')
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`)
  return [`select from ops.${name.toLowerCase()}`]
}

const TABLE = String.raw`ops\.([a-z_]+)`
const each = (pattern: string, sql: string): readonly string[] =>
  [...sql.matchAll(new RegExp(pattern, 'gi'))].flatMap(([, table]) => table ?? [])

/** What SQL does to tables of `ops`. A row is also read where it is changed, and locked like one that is changed. */
export function usesIn(sql: string): readonly Use[] {
  const inserts = each(String.raw`insert\s+into\s+${TABLE}`, sql)
  const updates = each(String.raw`\bupdate\s+${TABLE}`, sql)
  const deletes = each(String.raw`delete\s+from\s+${TABLE}`, sql)
  const selects = each(String.raw`(?<!delete\s)\b(?:from|join|using)\s+${TABLE}`, sql)
  const isUpsert = /on\s+conflict[\s\S]*?do\s+update/i.test(sql)
  const isReturned = /\breturning\b|on\s+conflict\s*\(/i.test(sql)
  const [, , alias] = /\bfor\s+(?:no\s+key\s+)?(update|share)(?:\s+of\s+(\w+))?/i.exec(sql) ?? []
  const isLocked = /\bfor\s+(?:no\s+key\s+)?(?:update|share)\b/i.test(sql)
  const locked = isLocked ? (alias === undefined ? selects : each(String.raw`\b${TABLE}\s+(?:as\s+)?${alias}\b`, sql)) : []
  const use = (tables: readonly string[], right: 'select' | 'insert' | 'update' | 'delete'): readonly Use[] =>
    tables.map((table): Use => `${table} ${right}`)
  return [
    ...use(inserts, 'insert'),
    ...use([...updates, ...(isUpsert ? inserts : []), ...locked], 'update'),
    ...use(deletes, 'delete'),
    ...use([...selects, ...updates, ...deletes, ...(isReturned ? inserts : [])], 'select'),
  ]
}
