import 'reflect-metadata'
import { plainToInstance } from 'class-transformer'
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator'

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
 * A validated configuration: property `kafkaBrokers` is read from `KAFKA_BROKERS`. Empty variables count as missing, unknown ones are
 * ignored. Throws one ConfigFault that lists everything missing or wrong. Properties without validators are not read.
 */
export function readConfig<T extends object>(of: new () => T, env: NodeJS.ProcessEnv = process.env): T {
  const given: Record<string, string> = {}
  for (const property of propertiesOf(of)) {
    const value = env[variableOf(property)]
    if (value !== undefined && value.trim() !== '') given[property] = value.trim()
  }
  const config = plainToInstance(of, given, { exposeDefaultValues: true })
  const errors = validateSync(config, { forbidUnknownValues: false, stopAtFirstError: false })
  if (errors.length > 0) throw new ConfigFault(errors.map((error) => problemOf(error, of, given)))
  return config
}

/** `kafkaBrokers` → `KAFKA_BROKERS` */
function variableOf(property: string): string {
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

function propertiesOf(of: new () => object): readonly string[] {
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
