import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

/** A mail as the server was given it. */
export interface GivenMail {
  readonly from: string
  readonly to: readonly string[]
  /** With its headers. */
  readonly text: string
}

/** A real mail server on this machine. */
export interface GivenMailServer {
  readonly url: string
  readonly mails: readonly GivenMail[]
  close(): Promise<void>
}

/** Starts one without TLS and login; with `refuse` it answers so to each recipient. */
export async function givenMailServer(
  options: { readonly refuse?: { readonly code: number; readonly words: string } } = {},
): Promise<GivenMailServer> {
  const mails: GivenMail[] = []
  const { refuse } = options
  // Loaded by the few specs that send mail.
  const { SMTPServer } = await import('smtp-server')
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true },
    onRcptTo: (_address, _session, callback) =>
      callback(refuse ? Object.assign(new Error(refuse.words), { responseCode: refuse.code }) : null),
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(chunks).toString('utf8') })
        callback()
      })
    },
  })
  // A client that is cut off is one of the things that are tested.
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()))
  return { url: `smtp://127.0.0.1:${port}`, mails, close }
}
