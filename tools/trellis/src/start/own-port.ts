import { demandPort, freePort, isFree, portHolder } from '@trellis/local'

/** A port that is open to callers. */
export interface OpenPort {
  /** The variable that may name it, and the one that names the address. */
  readonly variable: string
  readonly hostVariable: string
  readonly usual: number
  /** What is there, in words that stand before “at <port>”. */
  readonly what: string
}

export const INGRESS: OpenPort = {
  variable: 'INGRESS_PORT',
  hostVariable: 'INGRESS_HOST',
  usual: 4_000,
  what: 'webhooks come in',
}
export const CONSOLE: OpenPort = {
  variable: 'CONSOLE_PORT',
  hostVariable: 'CONSOLE_HOST',
  usual: 3_100,
  what: 'the console answers',
}

/**
 * The port that its variable names, or else the usual one, or any free one where that is taken; then it is said.
 * @throws Error that says who has the port that was named
 */
export async function ownPort(of: OpenPort, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<number> {
  const { [of.variable]: named, [of.hostVariable]: host = '127.0.0.1' } = env
  if (named !== undefined) {
    const port = Number(named)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${of.variable} is no port: ${named}`)
    await demandPort(port, { what: `which ${of.variable} names`, host, instead: 'End it, or name another port' })
    return port
  }
  if (await isFree(of.usual, host)) return of.usual
  const port = await freePort()
  say(`Port ${of.usual} is taken by ${await portHolder(of.usual)}: ${of.what} at ${port}`)
  return port
}
