import { describe, expect, it } from '@jest/globals'
import { senderNetwork } from './sender-network.js'

describe('the network of a sender', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:db8::6', '2001:db8::/48'],
    ['fe80::1%eth0', 'fe80::/48'],
    ['::1', '::/48'],
  ])('is all that is kept of %s', (address, network) => expect(senderNetwork(address)).toBe(network))

  it.each([undefined, '', 'acme.example', '203.0.113'])('is not made up from %s', (address) =>
    expect(senderNetwork(address)).toBeNull(),
  )
})
