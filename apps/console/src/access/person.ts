import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { ConsoleAccount } from '@trellis/runtime'
import type { Request } from 'express'
import { ConsoleError } from '../problem/console-error.js'

/** A request, and who sends it where that is known. */
export interface PersonRequest extends Request {
  person?: ConsoleAccount
}

/** The account of a handler's caller, who is signed in. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): ConsoleAccount => {
  const { person } = context.switchToHttp().getRequest<PersonRequest>()
  if (!person) throw new ConsoleError('not-signed-in')
  return person
})

/** Who acts, and from which address. */
export interface Actor {
  readonly who: string
  readonly from: string
}

/** Who acts in a request. */
export function actorOf({ email }: ConsoleAccount, request: Request): Actor {
  return { who: email, from: addressOf(request) }
}

/** The caller's address, as far as it is known. */
export function addressOf({ ip = 'unknown' }: Request): string {
  return ip
}
