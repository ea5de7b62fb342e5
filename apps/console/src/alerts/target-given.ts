import type { ChannelTarget } from '@trellis/operations'
import type { ChannelKind } from '@trellis/runtime'
import { ConsoleError } from '../problem/console-error.js'

/** What a request says of where messages go. */
export interface GivenTarget {
  readonly to?: readonly string[] | undefined
  readonly url?: string | undefined
  readonly secret?: string | undefined
}

const OF_KIND: Readonly<Record<ChannelKind, readonly (keyof GivenTarget)[]>> = {
  email: ['to'],
  webhook: ['url', 'secret'],
  slack: ['url'],
}

/** The target that a request gives to a channel of a kind; undefined where it gives none. Throws a ConsoleError where it gives what the kind does not have. */
export function targetGiven(kind: ChannelKind, { to, url, secret }: GivenTarget): ChannelTarget | undefined {
  const names = Object.entries({ to, url, secret }).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  const other = names.find((name) => !OF_KIND[kind].some((each) => each === name))
  if (other !== undefined) throw invalid(other, `A channel of the kind ${kind} has no ${other}`)
  if (to !== undefined) return { kind: 'email', to: to.map((address) => address.trim()) }
  if (url === undefined) {
    // The address that is kept is not shown, so who gives the secret cannot see which receiver has to know it.
    if (secret !== undefined) throw invalid('url', 'Enter the address again, together with its secret')
    return undefined
  }
  return kind === 'webhook' && secret !== undefined ? { kind, url, secret } : { kind: kind === 'slack' ? kind : 'webhook', url }
}

function invalid(at: string, wrong: string): ConsoleError {
  return new ConsoleError('request-invalid', { errors: [{ at, wrong }] })
}
