import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common'
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { ConsoleAccount } from '@trellis/runtime'
import { actorOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { ChannelActs } from './channel-acts.js'
import {
  ChannelAnswer,
  ChannelChangeBody,
  ChannelPath,
  ChannelsAnswer,
  ChannelTestAnswer,
  NewChannelBody,
} from './channels.dto.js'

const OUTSIDE = ['channel-address-refused', 'mail-not-set-up'] as const

/** Where alerts are sent. Addresses of colleagues are among them, so they are for admins. */
@ApiTags('alerts')
@Controller('alert-channels')
export class ChannelsController {
  constructor(@Inject(ChannelActs) private readonly acts: ChannelActs) {}

  /** Every channel, by name, and how sending to it goes; no secret. */
  @Get()
  @ApiOkResponse({ type: ChannelsAnswer })
  async list(): Promise<ChannelsAnswer> {
    return { canMail: this.acts.canMail, channels: await this.acts.all() }
  }

  /** Adds a channel. What is open is sent to it within seconds. */
  @Post()
  @ApiCreatedResponse({ type: ChannelAnswer })
  @Fails(...OUTSIDE)
  async add(@Req() request: PersonRequest, @SignedIn() by: ConsoleAccount, @Body() body: NewChannelBody): Promise<ChannelAnswer> {
    return this.acts.add(body, actorOf(by, request))
  }

  /** Changes its name or its address, pauses it, or lets it go on. */
  @Patch(':id')
  @ApiOkResponse({ type: ChannelAnswer })
  @Fails('not-found', 'changed-meanwhile', ...OUTSIDE)
  async change(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ChannelPath,
    @Body() body: ChannelChangeBody,
  ): Promise<ChannelAnswer> {
    return this.acts.change(id, body, actorOf(by, request))
  }

  /** Removes a channel, and what was to be sent to it. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  @Fails('not-found')
  async remove(@Req() request: PersonRequest, @SignedIn() by: ConsoleAccount, @Param() { id }: ChannelPath): Promise<void> {
    await this.acts.remove(id, actorOf(by, request))
  }

  /** Sends a test to a channel now, and says how that went. */
  @Post(':id/test')
  @HttpCode(200)
  @ApiOkResponse({ type: ChannelTestAnswer })
  @Fails('not-found', 'channel-failed', ...OUTSIDE)
  async test(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ChannelPath,
  ): Promise<ChannelTestAnswer> {
    await this.acts.test(id, actorOf(by, request))
    return { deliveredAt: new Date().toISOString() }
  }
}
