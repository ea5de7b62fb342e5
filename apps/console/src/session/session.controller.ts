import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req } from '@nestjs/common'
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { hasConsoleAccount, POOL, type ConsoleAccount, type Pool } from '@trellis/runtime'
import { csrfTokenOf } from '../access/csrf-check.js'
import { Demands } from '../access/demands.js'
import { addressOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Sessions } from '../access/sessions.js'
import { Fails } from '../openapi/fails.js'
import { ConsoleError } from '../problem/console-error.js'
import { problemAnswer } from '../problem/problem.filter.js'
import { SingleSignOn } from '../single-sign-on/single-sign-on.js'
import { FirstAdminBody, SessionAnswer, SignInBody } from './session.dto.js'
import { SignIn } from './sign-in.js'

/** Who is signed in; signing in and out. */
@ApiTags('session')
@Controller()
export class SessionController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(SingleSignOn) private readonly singleSignOn: SingleSignOn,
  ) {}

  /** Who is signed in, and the token for what changes something. */
  @Get('session')
  @Demands('anyone')
  @ApiOkResponse({ type: SessionAnswer })
  async read(@Req() request: PersonRequest): Promise<SessionAnswer> {
    return this.answer(request, request.person)
  }

  /** Signs in. */
  @Post('session')
  @HttpCode(200)
  @Demands('anyone')
  @ApiOkResponse({ type: SessionAnswer })
  @Fails('sign-in-refused', 'too-many-attempts')
  async begin(@Req() request: PersonRequest, @Body() body: SignInBody): Promise<SessionAnswer> {
    const account = await this.signIn.check(body, addressOf(request))
    await this.sessions.begin(request, account)
    return this.answer(request, account)
  }

  /** Signs out. */
  @Delete('session')
  @HttpCode(204)
  @Demands('signed-in')
  @ApiNoContentResponse()
  async end(@Req() request: PersonRequest, @SignedIn() person: ConsoleAccount): Promise<void> {
    await this.signIn.signOut(person, addressOf(request))
    await this.sessions.end(request)
  }

  /** Makes an admin with the token that was printed at start, and signs in. */
  @Post('first-admin')
  @Demands('anyone')
  @ApiCreatedResponse({ type: SessionAnswer })
  @Fails('token-refused', 'email-taken', 'too-many-attempts')
  async makeFirstAdmin(@Req() request: PersonRequest, @Body() body: FirstAdminBody): Promise<SessionAnswer> {
    const account = await this.signIn.makeFirstAdmin(body, addressOf(request))
    await this.sessions.begin(request, account)
    return this.answer(request, account)
  }

  private async answer(request: PersonRequest, account: ConsoleAccount | undefined): Promise<SessionAnswer> {
    const { name } = this.singleSignOn
    const failure = request.session.singleSignOnFailure
    return {
      person: account ? personOf(account) : null,
      needsFirstAdmin: account === undefined && !(await hasConsoleAccount(this.pool)),
      singleSignOn: name === undefined ? null : { name },
      singleSignOnFailure: failure ? problemAnswer(new ConsoleError(failure)) : null,
      csrfToken: csrfTokenOf(request),
    }
  }
}

function personOf({ id, email, name, role, rights }: ConsoleAccount): SessionAnswer['person'] {
  return { id, email, name, role, rights }
}
