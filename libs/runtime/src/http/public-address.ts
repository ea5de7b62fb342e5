import { BlockList, isIP } from 'node:net'

/** What is no address on the internet: this machine, private networks, link-local (cloud metadata among them), documentation, multicast (RFC 6890). */
const IPV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
]
/** Those that carry another address within them (NAT64, 6to4, Teredo) are none either: where they lead is unknown. Of IPv4-mapped ones the list itself sees the IPv4 address. */
const IPV6 = [
  ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'],
  ...['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
]
const NOT_PUBLIC = networks([...IPV4, ...IPV6])

/** Networks as a list to look addresses up in. Throws a RangeError or TypeError where one is none. */
export function networks(list: readonly string[]): BlockList {
  const found = new BlockList()
  for (const network of list) {
    const [address = '', bits = isIP(address) === 6 ? '128' : '32'] = network.split('/')
    found.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4')
  }
  return found
}

/** Whether a text is a network, as `10.0.0.0/8`, or an address. */
export function isNetwork(text: unknown): boolean {
  if (typeof text !== 'string' || !/^[0-9a-f.:]+(?:\/\d{1,3})?$/i.test(text)) return false
  try {
    networks([text])
    return true
  } catch {
    return false
  }
}

/** Whether requests may go to an address: it is on the internet, or in a network that is allowed. */
export function isAllowedAddress(address: string, allowed: BlockList): boolean {
  const [bare = ''] = address.split('%')
  const kind = isIP(bare)
  if (kind === 0) return false
  const family = kind === 6 ? 'ipv6' : 'ipv4'
  return allowed.check(bare, family) || !NOT_PUBLIC.check(bare, family)
}
