import { ValidationPipe, type ValidationError } from '@nestjs/common'
import { ConsoleError, type FieldError } from './console-error.js'

/** Every body and parameter is checked by its class; what the class does not know is refused. */
export const validation = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  stopAtFirstError: true,
  validationError: { target: false, value: false },
  exceptionFactory: (errors) => new ConsoleError('request-invalid', { errors: errors.flatMap((error) => fieldErrors(error)) }),
})

function fieldErrors({ property, constraints = {}, children = [] }: ValidationError, above = ''): readonly FieldError[] {
  const at = `${above}${property}`
  const own = Object.values(constraints).map((wrong) => ({ at, wrong }))
  return [...own, ...children.flatMap((child) => fieldErrors(child, `${at}.`))]
}
