import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Patch, Post, Req } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger'
import type { ConsoleAccount } from '@trellis/runtime'
import { addressOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { AccountAnswer, AccountChangeBody, AccountsAnswer, NewAccountBody } from './accounts.dto.js'
import { Accounts } from './accounts.js'

/** Who may sign in. */
@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(@Inject(Accounts) private readonly accounts: Accounts) {}

  /** Every account, by e-mail. */
  @Get()
  @ApiOkResponse({ type: AccountsAnswer })
  async list(): Promise<AccountsAnswer> {
    return { accounts: (await this.accounts.all()).map(answerOf) }
  }

  /** Makes an account. */
  @Post()
  @ApiCreatedResponse({ type: AccountAnswer })
  @Fails('email-taken')
  async add(@Req() request: PersonRequest, @SignedIn() by: ConsoleAccount, @Body() body: NewAccountBody): Promise<AccountAnswer> {
    return answerOf(await this.accounts.add(body, by, addressOf(request)))
  }

  /** Changes role, rights or password of an account, or disables it. */
  @Patch(':id')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: AccountAnswer })
  @Fails('not-found', 'last-admin')
  async change(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AccountChangeBody,
  ): Promise<AccountAnswer> {
    return answerOf(await this.accounts.change(id, body, by, addressOf(request)))
  }
}

function answerOf(account: ConsoleAccount): AccountAnswer {
  const { id, email, name, role, rights, createdAt, disabledAt, lastSignInAt } = account
  return { id, email, name, role, rights, createdAt, disabledAt, lastSignInAt }
}
