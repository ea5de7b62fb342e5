import { ValidateBy } from 'class-validator'

/** Whether what is sent there cannot be read on its way: by https, or on this machine. */
export function isConfidentialUrl(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/** A variable that takes such an address alone: tokens and secrets go there. */
export function IsConfidentialUrl(): PropertyDecorator {
  return ValidateBy({
    name: 'isConfidentialUrl',
    validator: {
      validate: isConfidentialUrl,
      defaultMessage: (about) => `${about?.property ?? 'it'} must be a URL https://…, or http://… on this machine`,
    },
  })
}

/** A URL's host name is written in one way, whatever spelling it was given in: 127.1 and 2130706433 are 127.0.0.1. */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
  )
}
