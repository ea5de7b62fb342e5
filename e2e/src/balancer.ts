import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** One port before several, as a Service of Kubernetes is: each new connection goes to the next that is behind it. */
export interface Balancer {
  /** Takes a port into the rotation. */
  add(port: number): void
  /** Takes it out; connections that are open stay. */
  remove(port: number): void
  close(): Promise<void>
}

/** Listens on the port, on this machine alone. */
export async function startBalancer(port: number): Promise<Balancer> {
  const behind: number[] = []
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const next = behind.shift()
    if (next === undefined) return client.destroy()
    behind.push(next)
    const upstream = connect(next, '127.0.0.1')
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.end()
      })
      one.pipe(other)
    }
    return undefined
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    add: (added) => void behind.push(added),
    remove: (removed) => void behind.splice(behind.indexOf(removed), 1),
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
