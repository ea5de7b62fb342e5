import { connectionIds, forgetDeliveries, forgetRefusals, type Logger, type Pool } from '@trellis/runtime'

const FORGET_EVERY_MS = 60_000
/** By one statement. */
const AT_MOST = 10_000
/** For one connection at a time: what is left waits for the next minute. */
const MOST_STATEMENTS = 20

/** Forgets, once a minute, what is kept of webhooks beyond seven days or the newest 100,000 of a connection. Every process that polls does so. */
export class ForgetWebhooks {
  private timer: NodeJS.Timeout | undefined
  private forgetting: Promise<void> | undefined

  constructor(
    private readonly pool: Pool,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => {
      this.forgetting ??= this.forget()
        .catch((error: unknown) => this.logger.warn({ err: error }, 'old webhooks are not forgotten yet'))
        .finally(() => (this.forgetting = undefined))
    }, FORGET_EVERY_MS).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.forgetting
  }

  /** Does it now. */
  async forget(): Promise<void> {
    await forgetRefusals(this.pool)
    for (const connection of await connectionIds(this.pool, 'all'))
      for (let statements = 0; statements < MOST_STATEMENTS; statements += 1)
        if ((await forgetDeliveries(this.pool, connection, AT_MOST)) < AT_MOST) break
  }
}
