import { demandPort, freePort, isFree, portHolder } from '@trellis/local'

const USUAL_PORT = 4_000

/**
 * Where webhooks come in: the port that INGRESS_PORT names, or else the usual one, or any free one where that is taken; then it is said.
 * @throws Error that says who has the port that was named
 */
export async function ingressPortFor(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<number> {
  const { INGRESS_PORT: named, INGRESS_HOST: host = '127.0.0.1' } = env
  if (named !== undefined) {
    const port = Number(named)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`INGRESS_PORT is no port: ${named}`)
    await demandPort(port, { what: 'which INGRESS_PORT names', host, instead: 'End it, or name another port' })
    return port
  }
  if (await isFree(USUAL_PORT, host)) return USUAL_PORT
  const port = await freePort()
  say(`Port ${USUAL_PORT} is taken by ${await portHolder(USUAL_PORT)}: webhooks come in at ${port}`)
  return port
}
