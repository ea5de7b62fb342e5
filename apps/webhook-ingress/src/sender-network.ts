import { isIPv4, isIPv6 } from 'node:net'

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/**
 * The network of an address, which names no person's line: `203.0.113.0/24`, `2001:db8:1::/48`. Null where there is no address. Behind a proxy it is the
 * proxy's own: what a header claims about others is anybody's word.
 */
export function senderNetwork(address: string | undefined): string | null {
  const plain = address?.replace(MAPPED, '$1') ?? ''
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(plain)) return null
  const [before = ''] = plain.split('::', 1)
  return `${before.split(':').slice(0, 3).join(':')}::/48`
}
