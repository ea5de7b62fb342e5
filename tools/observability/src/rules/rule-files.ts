import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import { parse } from 'yaml'

/** Where plain Prometheus rule groups are, and their unit tests. */
export const RULES_FOLDER = join(workspaceRoot, 'k8s/observability/rules')
export const RULE_TESTS_FOLDER = join(workspaceRoot, 'k8s/observability/rule-tests')

export interface Rule {
  readonly alert?: string
  readonly record?: string
  readonly expr: string
  readonly for?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}

export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[]
}

/** Every rule file, by its name. */
export function ruleFiles(): ReadonlyMap<string, RuleFile> {
  return new Map(
    readdirSync(RULES_FOLDER)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [name, parse(readFileSync(join(RULES_FOLDER, name), 'utf8')) as RuleFile]),
  )
}

/** Every rule of all files. */
export function allRules(): readonly Rule[] {
  return [...ruleFiles().values()].flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
}
