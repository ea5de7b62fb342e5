import { describe, expect, it } from '@jest/globals'
import { Fault } from '../fault.js'
import { pgFault } from './pg-fault.js'

const coded = (code: string): Error => Object.assign(new Error(code), { code })

describe('pgFault', () => {
  it.each(['08006', '08001', '53300', '57P01', '57P03', '40001', '40P01', '55P03', 'ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN'])(
    'takes %s for a passing fault',
    (code) => expect(pgFault(coded(code))).toMatchObject({ name: 'Fault', retryable: true }),
  )

  it.each(['23505', '42P01', '22P02', '42703', '57014', '3D000'])('passes %s on as it is', (code) => {
    const error = coded(code)
    expect(pgFault(error)).toBe(error)
  })

  it.each(['28P01', '28000', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN'])(
    'makes of %s a fault that does not pass',
    (code) => {
      expect(pgFault(coded(code))).toMatchObject({ name: 'Fault', retryable: false })
    },
  )

  it('takes a connection that ended without a code for a passing fault', () => {
    expect(pgFault(new Error('Connection terminated unexpectedly'))).toBeInstanceOf(Fault)
    expect(pgFault(new Error('timeout exceeded when trying to connect'))).toBeInstanceOf(Fault)
  })

  it('looks into what several addresses said', () => {
    expect(pgFault(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]))).toBeInstanceOf(Fault)
  })

  it('leaves a Fault as it is', () => {
    const fault = new Fault('mine', { retryable: false })
    expect(pgFault(fault)).toBe(fault)
  })
})
