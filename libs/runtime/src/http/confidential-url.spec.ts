import { describe, expect, it } from '@jest/globals'
import { isConfidentialUrl } from './confidential-url.js'

describe('an address that a token is sent to', () => {
  it.each([
    'https://harvest.greenhouse.io',
    'https://10.0.0.7:8443/harvest',
    'http://127.0.0.1:4010',
    'http://127.1:4010/token',
    'http://localhost:4010/token',
    'http://[::1]:4010',
    'HTTP://LOCALHOST',
  ])('may be %s', (url) => {
    expect(isConfidentialUrl(url)).toBe(true)
  })

  it.each([
    'http://harvest.greenhouse.io',
    'http://10.0.0.7:8080',
    'http://localhost@harvest.example',
    'http://localhost:80@harvest.example/',
    'http://127.0.0.1.harvest.example',
    'http://localhost.harvest.example',
    'http://[::ffff:10.0.0.7]',
    'ftp://localhost',
    'harvest.greenhouse.io',
    '',
    undefined,
  ])('may not be %s', (url) => {
    expect(isConfidentialUrl(url)).toBe(false)
  })
})
