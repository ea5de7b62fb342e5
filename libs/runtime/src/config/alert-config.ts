import { IsOptional, Matches, ValidateBy } from 'class-validator'
import { isNetwork } from '../http/public-address.js'
import type { MailSettings } from '../mail/send-mail.js'
import { MasterKeyConfig } from './master-key-config.js'
import { Example } from './read-config.js'
import { Rule } from './rule.js'
import { Secret } from './secret.js'
import { List } from './shared-config.js'

/** A service that sends alerts. */
export class AlertConfig extends MasterKeyConfig {
  /** The mail server that alerts are given to, with user and password where it asks for them; without it alerts are not mailed. */
  @Secret()
  @IsOptional()
  @Rule((value, { alertFrom }: AlertConfig) => {
    if (!/^smtps?:\/\/\S+$/.test(value) || !URL.canParse(value)) return 'must be a URL smtp://… or smtps://…'
    return alertFrom === undefined ? 'is set without ALERT_FROM' : undefined
  })
  @Example('smtps://trellis:password@mail.example.com')
  smtpUrl?: string

  /** The sender of mails with alerts. */
  @IsOptional()
  @Matches(/^[^\r\n]{0,100}@[^\r\n]{1,190}$/, { message: '$property must be an address, with a name before it or without' })
  @Example('Trellis <trellis@example.com>')
  alertFrom?: string

  /** Networks of one's own that webhooks of alerts may go to, beside the internet; with 127.0.0.0/8 also by http on this machine. */
  @List()
  @ValidateBy(
    {
      name: 'isNetwork',
      validator: { validate: isNetwork, defaultMessage: () => '$property must be a list of networks' },
    },
    { each: true },
  )
  @Example('10.20.0.0/16')
  alertAllowedNetworks: readonly string[] = []
}

/** What mail is sent with; undefined where no mail server is set up. */
export function mailSettingsOf({ smtpUrl, alertFrom }: Pick<AlertConfig, 'smtpUrl' | 'alertFrom'>): MailSettings | undefined {
  return smtpUrl === undefined || alertFrom === undefined ? undefined : { smtpUrl, from: alertFrom }
}
