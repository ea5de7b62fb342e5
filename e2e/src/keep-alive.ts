import { SERVICES, type ServiceName } from '@trellis/cli'
import type { World } from './world.js'

/** Starts services again whenever they end, as a cluster does, until it is released. */
export class KeepAlive {
  private readonly reviving = new Map<ServiceName, Promise<void>>()
  private readonly held = new Map<ServiceName, Promise<unknown>>()
  private isReleased = false
  private fatal: Error | undefined
  /** How often each service ended, and how. */
  readonly ends: string[] = []

  constructor(private readonly world: World) {}

  /** Watches over the services that run now. */
  watch(): void {
    for (const name of SERVICES) this.watchOne(name)
  }

  /** Waits until a service that ended is there again. */
  async isUp(name: ServiceName): Promise<void> {
    await this.reviving.get(name)
  }

  /** Ends a service without a word; it is started again once `until` has come. */
  async kill(name: ServiceName, until: Promise<unknown>): Promise<void> {
    const child = this.world.services.get(name)?.child
    this.held.set(name, until)
    child?.process.kill('SIGKILL')
    await child?.ended
  }

  /** Ends a service in order, and waits until it is there again. */
  async restart(name: ServiceName): Promise<void> {
    const child = this.world.services.get(name)?.child
    child?.process.kill('SIGTERM')
    await child?.ended
    await this.allUp()
  }

  /** Waits until every service is up. Throws where one would not come up again. */
  async allUp(): Promise<void> {
    while (this.reviving.size > 0) await Promise.all(this.reviving.values())
    if (this.fatal) throw this.fatal
  }

  /** Watches no longer, so services may be stopped. */
  async release(): Promise<void> {
    this.isReleased = true
    await Promise.allSettled(this.reviving.values())
  }

  private watchOne(name: ServiceName): void {
    const service = this.world.services.get(name)
    void service?.child.ended.then((how) => {
      this.ends.push(`${name}: ${how}`)
      if (this.isReleased) return
      const revival = this.revive(name).finally(() => this.reviving.delete(name))
      this.reviving.set(name, revival)
    })
  }

  private async revive(name: ServiceName): Promise<void> {
    await this.held.get(name)
    this.held.delete(name)
    for (let attempt = 1; !this.isReleased; attempt++) {
      try {
        await this.world.start(name)
        this.watchOne(name)
        return
      } catch (error) {
        this.ends.push(`${name}: did not come up (${error instanceof Error ? error.message : String(error)})`)
        if (attempt < ATTEMPTS) continue
        this.fatal ??= error instanceof Error ? error : new Error(String(error))
        return
      }
    }
  }
}

const ATTEMPTS = 10
