import { Inject, Injectable } from '@nestjs/common'
import type { Credentials } from '@trellis/greenhouse'
import { tryCredentials, type CredentialsCause, type HarvestAddresses } from '@trellis/operations'
import { POOL, type Pool } from '@trellis/runtime'
import { ConsoleError } from '../problem/console-error.js'
import type { ErrorCode } from '../problem/console-errors.js'

/** Where Greenhouse is asked. */
export const HARVEST = Symbol('where Harvest answers')

/** A person waits for the answer. */
const LIMIT_MS = 10_000

const CODES: Readonly<Record<CredentialsCause, ErrorCode>> = {
  'wrong credentials': 'credentials-wrong',
  'acting user unknown': 'acting-user-unknown',
  unreachable: 'greenhouse-unreachable',
  'other company': 'other-company',
  'company unproven': 'company-unproven',
}

/** Every error that a trial may end with. */
export const TRIAL_ERRORS: readonly ErrorCode[] = Object.values(CODES)

/** What is kept although it was not accepted, where that was asked. Another company's credentials never are. */
const MAY_BE_KEPT: readonly CredentialsCause[] = ['wrong credentials', 'acting user unknown', 'unreachable', 'company unproven']

/** Credentials are tried before they are kept. */
@Injectable()
export class CredentialTrials {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(HARVEST) private readonly addresses: HarvestAddresses,
  ) {}

  /** Tries them for a connection, within ten seconds. Throws a ConsoleError by the cause; `anyway` lets those pass that time may heal. */
  async demand(connection: string, credentials: Credentials, anyway = false): Promise<void> {
    const account = { connection, credentials, ...this.addresses }
    const trial = await tryCredentials(account, this.pool, AbortSignal.timeout(LIMIT_MS))
    if (trial.isAccepted || (anyway && MAY_BE_KEPT.includes(trial.cause))) return
    throw new ConsoleError(CODES[trial.cause])
  }
}
