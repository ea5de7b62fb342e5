import { ApiProperty } from '@nestjs/swagger'

const INSTANT = { type: String, format: 'date-time', nullable: true } as const

/** What listings have shown and no webhook reported. */
export class MissedWebhookAnswer {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Changes that were read from the API while no webhook of them came; null where they are not counted.',
  })
  readonly changes!: number | null

  @ApiProperty({ ...INSTANT, description: 'When the last of what it reports was seen otherwise; null where they are counted.' })
  readonly seenAt!: string | null
}

/** How it stands with the webhook of one event. */
export class WebhookStateAnswer {
  @ApiProperty({ description: 'As Greenhouse names it: hire_candidate.' })
  readonly event!: string

  @ApiProperty({ description: 'The path alone, where the public address of the ingress is not known.' })
  readonly url!: string

  @ApiProperty({ description: 'An account is asked to send it; the others are of use as well.' })
  readonly isAskedFor!: boolean

  @ApiProperty({
    enum: ['never', 'saved', 'seen'],
    enumName: 'WebhookSetUp',
    description: '`saved`: Greenhouse pinged its own URL. `seen`: the event came, by whichever URL.',
  })
  readonly state!: 'never' | 'saved' | 'seen'

  @ApiProperty(INSTANT)
  readonly lastPingAt!: string | null

  @ApiProperty({ ...INSTANT, description: 'The last ping whose signature fitted: it proves the secret.' })
  readonly lastSignedPingAt!: string | null

  @ApiProperty(INSTANT)
  readonly lastArrivalAt!: string | null

  @ApiProperty({ type: 'integer' })
  readonly arrivals!: number

  @ApiProperty({ type: 'integer', description: 'Those of them that could not be read, or not all of them.' })
  readonly failures!: number

  @ApiProperty({ type: 'integer', description: 'Refused at its own URL.' })
  readonly refusals!: number

  @ApiProperty({ type: 'integer', description: 'How many of other events ever came by its own URL.' })
  readonly differing!: number

  @ApiProperty({ type: MissedWebhookAnswer, nullable: true, description: 'Null where nothing says that one should have come.' })
  readonly missed!: MissedWebhookAnswer | null
}

/** The URL that takes webhooks of every event. */
export class CommonUrlAnswer {
  @ApiProperty({ description: 'The path alone, where the public address of the ingress is not known.' })
  readonly url!: string

  @ApiProperty(INSTANT)
  readonly lastPingAt!: string | null

  @ApiProperty(INSTANT)
  readonly lastArrivalAt!: string | null
}

/** What is known of the secrets by which webhooks are signed: never a secret. */
export class WebhookSecretsAnswer {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'How many are taken: two from a rotation on, until the old one is retired. Null where this console cannot open them.',
  })
  readonly active!: number | null

  @ApiProperty({ ...INSTANT, description: 'When one was made in the console the last time; null where it never was.' })
  readonly madeAt!: string | null

  @ApiProperty({ type: String, nullable: true })
  readonly madeBy!: string | null
}

/** The webhooks of a connection. */
export class WebhooksAnswer {
  @ApiProperty()
  readonly connection!: string

  @ApiProperty({
    description: 'False where variables of the services describe it, or it was removed: its secrets are not made here.',
  })
  readonly isEditable!: boolean

  @ApiProperty({ description: 'False where INGRESS_PUBLIC_URL is not set: every url is a path alone.' })
  readonly hasPublicUrl!: boolean

  @ApiProperty({ type: 'integer', description: 'How many days are counted.' })
  readonly days!: number

  @ApiProperty({ type: CommonUrlAnswer })
  readonly common!: CommonUrlAnswer

  @ApiProperty({ type: WebhookSecretsAnswer })
  readonly secrets!: WebhookSecretsAnswer

  @ApiProperty({ type: [WebhookStateAnswer], description: 'Every event that there is, those that are asked for first.' })
  readonly events!: readonly WebhookStateAnswer[]
}

/** A secret that was just made. */
export class MadeWebhookSecretAnswer {
  @ApiProperty({ description: 'Shown here, and never again.' })
  readonly secret!: string

  @ApiProperty({ type: 'integer', description: 'How many are taken from now on.' })
  readonly active!: number
}
