import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { lookup as lookUp } from 'node:dns/promises'
import { isIP, type BlockList } from 'node:net'
import { request, type Dispatcher } from 'undici'
import { Fault } from '../fault.js'
import { proxying } from './dispatcher.js'
import { isAllowedAddress, networks } from './public-address.js'
import { readBody } from './read-body.js'

/** The address that a person has given is not one that requests may go to. It stays so however often it is tried. */
export class AddressRefused extends Fault {
  override readonly name: string = 'AddressRefused'

  constructor(why: string) {
    super(why, { retryable: false })
  }
}

/** What is sent, and where. */
export interface OutsidePost {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** Sends bodies to addresses that a person has given: over https, to the internet alone, where no network of its own is allowed. */
export interface OutsidePoster {
  /**
   * Resolves once the receiver has answered 2xx. Throws an AddressRefused where requests may not go there, a Fault that is not retryable where the answer leads
   * elsewhere, and a retryable Fault where there is none within ten seconds, or another one.
   */
  post(what: OutsidePost): Promise<void>
  /** The same check without a request, as far as it can be made without one. Throws an AddressRefused. */
  check(url: string): void
  close(): Promise<void>
}

const LIMITS = { deadlineMs: 10_000, maxBytes: 64 * 1024 }
type Looked = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

/**
 * Makes one. `allowed` are networks (`10.0.0.0/8`) beside the internet; http goes to this machine alone, where its network is among them. Names are looked
 * up when a connection is made, and every address of a name is checked, so one that changes meanwhile gains nothing. Where the environment names a
 * proxy, the proxy connects; then a name is looked up before as well.
 */
export function outsidePoster(allowed: readonly string[] = [], env: NodeJS.ProcessEnv = process.env): OutsidePoster {
  const own = networks(allowed)
  const dispatcher = proxying(env, { lookup: lookupWithin(own), timeout: LIMITS.deadlineMs })
  const isProxied = ['HTTPS_PROXY', 'HTTP_PROXY'].some((name) => (env[name] ?? env[name.toLowerCase()] ?? '') !== '')
  return {
    check: (url) => void checkUrl(url, own),
    post: async (what) => {
      const { hostname } = checkUrl(what.url, own)
      if (isProxied) await checkName(hostname, own)
      await send(what, dispatcher)
    },
    close: () => dispatcher.close(),
  }
}

function checkUrl(text: string, allowed: BlockList): URL {
  if (!URL.canParse(text)) throw new AddressRefused('This is no URL')
  const url = new URL(text)
  const address = bare(url.hostname)
  if (isIP(address) !== 0 && !isAllowedAddress(address, allowed)) throw refused(url.hostname)
  const isHere = isAllowedLoopback(address === 'localhost' ? '127.0.0.1' : address, allowed)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere))
    throw new AddressRefused('Only https addresses are sent to')
  if (url.username !== '' || url.password !== '') throw new AddressRefused('The URL must have no user name and no password')
  return url
}

function isAllowedLoopback(address: string, allowed: BlockList): boolean {
  return (/^127\./.test(address) || address === '::1') && isAllowedAddress(address, allowed)
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function refused(host: string): AddressRefused {
  return new AddressRefused(`${host} is not on the internet: requests may not go there`)
}

/** As `dns.lookup`, but fails where any address of the name is not allowed. */
function lookupWithin(allowed: BlockList) {
  return (hostname: string, options: LookupOptions, callback: Looked): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) callback(error, [])
      else found(hostname, addresses, options, callback)
    })
  }
  function found(hostname: string, addresses: LookupAddress[], { all }: LookupOptions, callback: Looked): void {
    const [first] = addresses
    if (!first || addresses.some(({ address }) => !isAllowedAddress(address, allowed))) callback(refused(hostname), [])
    else if (all === true) callback(null, addresses)
    else callback(null, first.address, first.family)
  }
}

/** For a proxy: a name that only the proxy can look up is the proxy's to refuse. */
async function checkName(hostname: string, allowed: BlockList): Promise<void> {
  const found = await lookUp(bare(hostname), { all: true }).catch(() => [])
  if (found.some(({ address }) => !isAllowedAddress(address, allowed))) throw refused(hostname)
}

async function send({ url, headers = {}, body }: OutsidePost, dispatcher: Dispatcher): Promise<void> {
  const { host } = new URL(url)
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'trellis', ...headers },
      body,
      dispatcher,
      signal: AbortSignal.timeout(LIMITS.deadlineMs),
    })
    // Read so that the connection can be used again; nothing of it is kept.
    await readBody(answer.body, '', LIMITS.maxBytes)
    if (answer.statusCode >= 300 && answer.statusCode < 400)
      throw new Fault(`${host} answered ${answer.statusCode}, which leads elsewhere: enter the address that it leads to`, {
        retryable: false,
      })
    if (answer.statusCode >= 300) throw new Fault(`${host} answered ${answer.statusCode}`)
  } catch (error) {
    throw error instanceof Fault ? error : faultOf(error, host)
  }
}

/** What went wrong, by its code alone: messages of others may hold the path of the URL, which is a secret of many receivers. */
function faultOf(error: unknown, host: string): Fault {
  const cause = causeOf(error)
  if (cause) return cause
  const code = error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : ''
  return new Fault(`${host} did not answer${code === '' ? '' : ` (${code})`}`)
}

function causeOf(error: unknown): AddressRefused | undefined {
  if (error instanceof AddressRefused) return error
  if (error instanceof AggregateError) return error.errors.map(causeOf).find((each) => each !== undefined)
  return error instanceof Error && error.cause !== undefined ? causeOf(error.cause) : undefined
}
