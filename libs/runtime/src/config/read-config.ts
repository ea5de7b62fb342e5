import 'reflect-metadata'
import { plainToInstance } from 'class-transformer'
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator'
import { isSecret, lookUpSecret } from './secret.js'

/** Several variables are missing or wrong; the message lists them all. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault'
  constructor(readonly faults: readonly ConfigProblem[]) {
    super(`the configuration cannot be used:\n${faults.map((fault) => `  ${describe(fault)}`).join('\n')}`)
  }
}

/** One variable and what is wrong with it; never its value. */
interface ConfigProblem {
  readonly variable: string
  readonly wrong: readonly string[]
  readonly example?: string
}

/** An example for a variable, shown where it is missing or wrong. */
export function Example(example: string): PropertyDecorator {
  return (target, property) => void examplesOf(target).set(property, example)
}

/**
 * A validated configuration: property `kafkaBrokers` is read from `KAFKA_BROKERS`, one that is marked as a secret also from the file that
 * `…_FILE` names. Empty variables count as missing, unknown ones are ignored. Throws one ConfigFault that lists everything missing or wrong.
 * Properties without validators are not read.
 */
export function readConfig<T extends object>(of: new () => T, env: NodeJS.ProcessEnv = process.env): T {
  const { given, files, faults } = givenFor(of, env)
  const config = plainToInstance(of, given, { exposeDefaultValues: true })
  const errors = validateSync(config, { forbidUnknownValues: false, stopAtFirstError: false })
  const named = new Set(faults.map(({ variable }) => variable))
  const others = errors.map((error) => problemOf(error, of, given)).filter(({ variable }) => !named.has(variable))
  if (faults.length + others.length > 0) throw new ConfigFault([...faults, ...others])
  FILES.set(config, files)
  return config
}

/** The secret that the variable, or its file, has; undefined where neither is set. For what has no class. Throws a ConfigFault. */
export function readSecret(variable: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const found = lookUpSecret(variable, env)
  if (found.wrong !== undefined) throw new ConfigFault([{ variable, wrong: [found.wrong] }])
  return found.value
}

/** The file that a secret of a configuration came from: who needs its newest text reads it again. Undefined where it came from a variable. */
export function secretFileOf<T extends object>(config: T, property: keyof T & string): string | undefined {
  return FILES.get(config)?.get(property)
}

const FILES = new WeakMap<object, ReadonlyMap<string, string>>()

interface Given {
  readonly given: Record<string, string>
  /** By property. */
  readonly files: Map<string, string>
  readonly faults: ConfigProblem[]
}

function givenFor(of: new () => object, env: NodeJS.ProcessEnv): Given {
  const all: Given = { given: {}, files: new Map(), faults: [] }
  for (const property of propertiesOf(of)) {
    const variable = variableOf(property)
    if (isSecret(of, property)) {
      const secret = lookUpSecret(variable, env)
      if (secret.value !== undefined) all.given[property] = secret.value
      if (secret.wrong !== undefined) all.faults.push({ variable, wrong: [secret.wrong] })
      if (secret.file !== undefined) all.files.set(property, secret.file)
    } else {
      const value = env[variable]
      if (value !== undefined && value.trim() !== '') all.given[property] = value.trim()
    }
  }
  return all
}

/** `kafkaBrokers` → `KAFKA_BROKERS` */
export function variableOf(property: string): string {
  return property.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()
}

const EXAMPLES = new WeakMap<object, Map<string | symbol, string>>()

function examplesOf(target: object): Map<string | symbol, string> {
  const known = EXAMPLES.get(target)
  if (known) return known
  const made = new Map<string | symbol, string>()
  EXAMPLES.set(target, made)
  return made
}

function exampleOf(of: new () => object, property: string): string | undefined {
  for (
    let target: unknown = of.prototype;
    typeof target === 'object' && target !== null;
    target = Object.getPrototypeOf(target)
  ) {
    const example = EXAMPLES.get(target)?.get(property)
    if (example !== undefined) return example
  }
  return undefined
}

/** The properties that a configuration class reads. */
export function propertiesOf(of: new () => object): readonly string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(of, '', true, false)
  return [...new Set(rules.map(({ propertyName }) => propertyName))]
}

function problemOf(error: ValidationError, of: new () => object, given: Readonly<Record<string, string>>): ConfigProblem {
  const variable = variableOf(error.property)
  const example = exampleOf(of, error.property)
  const wrong =
    given[error.property] === undefined ? ['is missing'] : Object.values(error.constraints ?? { invalid: 'is not usable' })
  return {
    variable,
    wrong: wrong.map((text) => text.replaceAll(error.property, variable)),
    ...(example !== undefined && { example }),
  }
}

function describe({ variable, wrong, example }: ConfigProblem): string {
  const what = wrong.map((text) => (text.includes(variable) ? text : `${variable} ${text}`)).join('; ')
  return example === undefined ? what : `${what} (example: ${variable}=${example})`
}
