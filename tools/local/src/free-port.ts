import getPort, { portNumbers } from 'get-port'

/**
 * A free port on the loopback address, below the range from which the system takes the client side of connections (32768 on Linux):
 * a port out of that range may be in use when a stopped server wants it back, and a client that knocks on it may even reach itself. The preferred one, if it is free.
 */
export async function freePort(preferred?: number): Promise<number> {
  const from = 20_000 + Math.floor(Math.random() * 8_000)
  const ports = portNumbers(from, from + 2_000)
  return getPort({ host: '127.0.0.1', port: preferred === undefined ? ports : [preferred, ...ports] })
}
