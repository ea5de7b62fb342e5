import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { ConsoleError } from '../problem/console-error.js'
import { CsrfCheck } from './csrf-check.js'
import { DEFAULT_DEMAND, DEMAND, type Demand } from './demands.js'
import type { PersonRequest } from './person.js'
import { Sessions } from './sessions.js'

/** The one guard: who is it, does the request come from our own pages, and may this account do it? */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(CsrfCheck) private readonly csrf: CsrfCheck,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<PersonRequest>()
    const { caller, right } = this.reflector.get<Demand | undefined>(DEMAND, context.getHandler()) ?? DEFAULT_DEMAND
    const person = await this.sessions.personOf(request)
    if (person) request.person = person
    if (!person && caller !== 'anyone') throw new ConsoleError('not-signed-in')
    this.csrf.check(request)
    if (caller === 'admin' && person?.role !== 'admin') throw new ConsoleError('admin-only')
    if (right && !person?.rights.includes(right)) throw new ConsoleError('right-missing', { detail: right })
    return true
  }
}
