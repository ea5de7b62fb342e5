import { applyDecorators, SetMetadata } from '@nestjs/common'
import { ApiExtension } from '@nestjs/swagger'
import type { ConsoleRight } from '@trellis/runtime'

/** Who may call a route: anyone, anyone who is signed in, or admins. */
export type Caller = 'anyone' | 'signed-in' | 'admin'

/** What a route demands of its caller. */
export interface Demand {
  readonly caller: Caller
  readonly right?: ConsoleRight
}

/** A handler that says nothing demands an admin. */
export const DEFAULT_DEMAND: Demand = { caller: 'admin' }

export const DEMAND = Symbol('what a route demands')

/** Where the OpenAPI document has what a route demands. */
export const DEMAND_EXTENSION = 'x-demands'

/** Stands beside a handler: who may call it, and which right it needs. */
export function Demands(caller: Caller, right?: ConsoleRight): MethodDecorator {
  const demand: Demand = { caller, ...(right && { right }) }
  return applyDecorators(SetMetadata(DEMAND, demand), ApiExtension(DEMAND_EXTENSION, demand))
}
