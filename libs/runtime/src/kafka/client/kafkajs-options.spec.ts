import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { issueCertificate, newAuthority, scratchDir, type Certificate } from '@trellis/local'
import { kafkajsOptions } from './kafkajs-options.js'
import type { KafkaSecurity } from './kafka-security.js'

const optionsOf = (security: KafkaSecurity) => kafkajsOptions({ brokers: ['a:1'], clientId: 'spec', topicPrefix: '', security })

describe('one client, whose files change', () => {
  let dir: string
  let authority: Certificate
  let server: Server
  let port: number

  beforeAll(async () => {
    dir = await scratchDir('kafkajs-options')
    authority = await newAuthority('spec')
    const { certificate, key } = await issueCertificate(authority, { name: 'broker' })
    // It says who it was shown.
    server = createServer({ cert: certificate, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false })
    server.on('secureConnection', (socket) => socket.end(String(socket.getPeerCertificate().subject.CN)))
    server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => void server.close())

  it('logs in with the password that its file has now, and names the variable where there is none', async () => {
    const file = join(dir, 'password')
    await writeFile(file, 'first\n')
    const { sasl } = optionsOf({ sasl: { mechanism: 'scram-sha-512', username: 'u', password: { file } } })
    const password = (): unknown => sasl && 'password' in sasl && sasl.password
    expect(password()).toBe('first')
    await writeFile(file, 'second\n')
    expect(password()).toBe('second')
    await rm(file)
    expect(password).toThrow('KAFKA_SASL_PASSWORD_FILE names a file that cannot be read now (ENOENT)')
  })

  it('trusts the authorities of its file as it is now, and shows the certificate of that moment', async () => {
    const [caFile, certFile, keyFile] = ['ca.crt', 'user.crt', 'user.key'].map((name) => join(dir, name)) as [
      string,
      string,
      string,
    ]
    const give = async (name: string): Promise<void> => {
      const { certificate, key } = await issueCertificate(authority, { name })
      await writeFile(certFile, certificate)
      await writeFile(keyFile, key)
    }
    await writeFile(caFile, (await newAuthority('stranger')).certificate)
    await give('first')
    const { socketFactory } = optionsOf({ tls: { caFile, certFile, keyFile } })
    const shown = async (): Promise<string> => {
      const socket = socketFactory?.({ host: '127.0.0.1', port, ssl: {}, onConnect: () => undefined }) as TLSSocket
      let text = ''
      socket.on('data', (chunk: Buffer) => (text += String(chunk)))
      await once(socket, 'end')
      return text
    }
    await expect(shown()).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' })
    await writeFile(caFile, authority.certificate)
    expect(await shown()).toBe('first')
    await give('second')
    expect(await shown()).toBe('second')
  })
})
