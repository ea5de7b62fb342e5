import { EnvHttpProxyAgent, type buildConnector, type Dispatcher } from 'undici'

let made: Dispatcher | undefined

/** What requests go out by: directly, or by the proxy that the environment names. One for the process: it keeps connections open. */
export function dispatcher(): Dispatcher {
  return (made ??= proxying(process.env))
}

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in capitals or small letters, as curl does; what runs on this machine is never asked for by a proxy. Throws
 * a TypeError where a proxy's address is no URL. `connect` says how connections are made that no proxy makes.
 */
export function proxying(env: NodeJS.ProcessEnv, connect?: buildConnector.BuildOptions): Dispatcher {
  const variable = (name: string): string => env[name.toLowerCase()] || (env[name] ?? '')
  const noProxy = variable('NO_PROXY')
  return new EnvHttpProxyAgent({
    ...(connect && { connect }),
    httpProxy: variable('HTTP_PROXY'),
    httpsProxy: variable('HTTPS_PROXY'),
    noProxy: noProxy.trim() === '*' ? '*' : `${noProxy},localhost,127.0.0.1,[::1]`,
  })
}
