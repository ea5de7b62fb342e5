import { join } from 'node:path'
import { SERVICES, startService, type RunningService, type ServiceName } from '@trellis/cli'
import { freePort, localDir } from '@trellis/local'
import { startBalancer, type Balancer } from './balancer.js'
import type { World } from './world.js'

/** Several processes of each service in one world, the ingresses behind one port. */
export class Replicas {
  private readonly running = new Map<ServiceName, RunningService[]>(SERVICES.map((name) => [name, []]))
  private readonly ports = new Map<RunningService, number>()

  private constructor(
    private readonly world: World,
    private readonly balancer: Balancer,
  ) {}

  /** None run yet. */
  static async before(world: World): Promise<Replicas> {
    return new Replicas(world, await startBalancer(Number(new URL(world.webhookUrl).port)))
  }

  of(name: ServiceName): readonly RunningService[] {
    return this.running.get(name) ?? []
  }

  /** Starts or stops processes of each service until there are so many, as a deployment does: one that stops is asked for nothing new before. */
  async scaleTo(count: number): Promise<void> {
    await Promise.all(SERVICES.map((name) => this.scale(name, count)))
  }

  /** Replaces every process of a service, one after the other; the new one is ready before the old one goes. */
  async restart(name: ServiceName): Promise<void> {
    for (const old of this.of(name)) {
      await this.start(name)
      await this.stop(name, old)
    }
  }

  /** Ends a process without a word. */
  async kill(name: ServiceName, service: RunningService): Promise<void> {
    this.forget(name, service)
    service.child.process.kill('SIGKILL')
    await service.child.ended
  }

  async close(): Promise<void> {
    await this.scaleTo(0)
    await this.balancer.close()
  }

  private async scale(name: ServiceName, count: number): Promise<void> {
    const more = Math.max(0, count - this.of(name).length)
    const fewer = this.of(name).slice(count)
    await Promise.all([...Array.from({ length: more }, () => this.start(name)), ...fewer.map((each) => this.stop(name, each))])
  }

  private async start(name: ServiceName): Promise<void> {
    const { environment, brokers, databaseUrl } = this.world
    const ingressPort = await freePort()
    const logs = join(process.env['TRELLIS_TEST_DIR'] ?? localDir, 'logs', 'replicas')
    const service = await startService(name, { infrastructure: { brokers, databaseUrl }, ingressPort, env: environment, logs })
    this.running.get(name)?.push(service)
    if (name !== 'webhook-ingress') return
    this.ports.set(service, ingressPort)
    this.balancer.add(ingressPort)
  }

  private async stop(name: ServiceName, service: RunningService): Promise<void> {
    this.forget(name, service)
    await service.child.stop()
  }

  private forget(name: ServiceName, service: RunningService): void {
    const all = this.running.get(name)
    all?.splice(all.indexOf(service), 1)
    const port = this.ports.get(service)
    if (port !== undefined) this.balancer.remove(port)
  }
}
