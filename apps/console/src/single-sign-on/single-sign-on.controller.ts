import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common'
import { ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { Response } from 'express'
import { Demands } from '../access/demands.js'
import { addressOf, type PersonRequest } from '../access/person.js'
import { Sessions } from '../access/sessions.js'
import { Fails } from '../openapi/fails.js'
import { ConsoleError } from '../problem/console-error.js'
import type { ErrorCode } from '../problem/console-errors.js'
import { SignIn } from '../session/sign-in.js'
import { SingleSignOnQuery } from './single-sign-on.dto.js'
import { SingleSignOn, type BegunSignOn } from './single-sign-on.js'

declare module 'express-session' {
  interface SessionData {
    singleSignOn?: BegunSignOn & { readonly to: string; readonly beganAtMs: number }
    /** Why the newest sign-in at the provider came to nothing. */
    singleSignOnFailure?: ErrorCode
  }
}

/** People have so long at the provider; milliseconds. */
const LIMIT_MS = 600_000

/** Sign-in at the company's OpenID provider. A browser goes through these: what fails is said on the page of sign-in. */
@ApiTags('session')
@Controller('sign-in/oidc')
export class SingleSignOnController {
  constructor(
    @Inject(SingleSignOn) private readonly singleSignOn: SingleSignOn,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** Leads to the provider. */
  @Get()
  @Demands('anyone')
  @ApiResponse({ status: 303, description: 'To the provider; to the page of sign-in where it does not answer' })
  @Fails('not-found')
  async begin(@Req() request: PersonRequest, @Res() response: Response, @Query() { to }: SingleSignOnQuery): Promise<void> {
    await this.orSignInPage(request, response, to, async () => {
      const { url, begun } = await this.singleSignOn.begin()
      request.session.singleSignOn = { ...begun, to, beganAtMs: Date.now() }
      delete request.session.singleSignOnFailure
      return url.href
    })
  }

  /** Where the provider sends people back to. */
  @Get('callback')
  @Demands('anyone')
  @ApiQuery({ name: 'code', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'state', required: false, schema: { type: 'string' } })
  @ApiResponse({ status: 303, description: 'Signed in, and back to where one was going; to the page of sign-in otherwise' })
  @Fails('not-found')
  async finish(@Req() request: PersonRequest, @Res() response: Response): Promise<void> {
    const begun = request.session.singleSignOn
    // It is of use once, whatever comes of it.
    delete request.session.singleSignOn
    await this.orSignInPage(request, response, begun?.to ?? '/', async () => {
      if (!begun || Date.now() - begun.beganAtMs > LIMIT_MS) throw new ConsoleError('single-sign-on-refused')
      const email = await this.singleSignOn.finish(request.originalUrl.replace(/^[^?]*/, ''), begun)
      await this.sessions.begin(request, await this.signIn.vouchedFor(email, addressOf(request)))
      return begun.to
    })
  }

  private async orSignInPage(request: PersonRequest, response: Response, to: string, way: () => Promise<string>): Promise<void> {
    if (this.singleSignOn.name === undefined) throw new ConsoleError('not-found')
    try {
      response.redirect(303, await way())
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error
      request.session.singleSignOnFailure = error.code
      response.redirect(303, `/sign-in?${new URLSearchParams({ to }).toString()}`)
    }
  }
}
