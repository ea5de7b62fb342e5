import { describe, expect, it } from '@jest/globals'
import { isAllowedAddress, isNetwork, networks } from './public-address.js'

const none = networks([])

describe('where requests may go', () => {
  it.each(['93.184.216.34', '8.8.8.8', '172.15.0.1', '172.32.0.1', '2606:2800:220:1:248:1893:25c8:1946'])('to %s', (address) => {
    expect(isAllowedAddress(address, none)).toBe(true)
  })

  it.each([
    ...['127.0.0.1', '127.255.0.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...['100.64.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', 'ff02::1'],
    ...['::ffff:127.0.0.1', '::ffff:a00:1', '::127.0.0.1', '64:ff9b::a9fe:a9fe', '2002:7f00:1::', 'localhost', ''],
  ])('not to %s', (address) => {
    expect(isAllowedAddress(address, none)).toBe(false)
  })

  it('to a network of one’s own once it is allowed, and to no other', () => {
    const allowed = networks(['10.1.0.0/16', 'fd00::/8', '192.168.1.7'])
    const addresses = ['10.1.9.9', 'fd00::7', '192.168.1.7', '10.2.0.1', '192.168.1.8', '127.0.0.1']
    expect(addresses.map((address) => isAllowedAddress(address, allowed))).toEqual([true, true, true, false, false, false])
  })

  it('networks are written as CIDR has them', () => {
    const texts = ['10.0.0.0/8', '::1', 'fd00::/8', '10.0.0.0/33', '10.0.0/8', 'example.com', '', '10.0.0.0/']
    expect(texts.map(isNetwork)).toEqual([true, true, true, false, false, false, false, false])
  })
})
