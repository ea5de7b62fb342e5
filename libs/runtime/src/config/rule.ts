import { ValidateBy } from 'class-validator'

/**
 * What is wrong with a property in the light of the whole configuration, in words that follow the variable's name or hold it; undefined where nothing
 * is. One a property.
 */
export function Rule(wrong: (value: string, config: never) => string | undefined): PropertyDecorator {
  return ValidateBy({
    name: 'rule',
    validator: {
      validate: (value, args) => typeof value === 'string' && wrong(value, args?.object as never) === undefined,
      defaultMessage: (args) => wrong(String(args?.value), args?.object as never) ?? 'is not usable',
    },
  })
}
