import { GenericContainer } from 'testcontainers'

/** A container whose ports this machine alone can reach: without an address Docker opens them to the network. */
export class LoopbackContainer extends GenericContainer {
  protected override beforeContainerCreated(): Promise<void> {
    this.hostConfig.PortBindings = onLoopback((this.hostConfig.PortBindings as Bindings | undefined) ?? {})
    return Promise.resolve()
  }
}

/** Bindings as the engine takes them: the port in the container → ports here. */
type Bindings = Readonly<Record<string, readonly { readonly HostPort?: string }[]>>

/** The same ports, each on the loopback address. */
export function onLoopback(bindings: Bindings): Record<string, { HostIp: string; HostPort?: string }[]> {
  return Object.fromEntries(
    Object.entries(bindings).map(([port, here]) => [port, here.map((binding) => ({ ...binding, HostIp: '127.0.0.1' }))]),
  )
}
