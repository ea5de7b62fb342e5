import { Fault } from '../fault.js'

/** Where mail is given to, and who it is from. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  readonly smtpUrl: string
  readonly from: string
}

/** A mail of plain text. */
export interface Mail {
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  /** The same for each attempt: servers and readers drop what they have. */
  readonly messageId: string
}

const LIMIT_MS = 10_000
/** The server will never take it: there is no such mailbox. */
const FINAL = /^55\d$/

/**
 * Gives a mail to the server. Throws a Fault where it does not take it, not retryable where it says that it never will. A password does not go over an
 * unencrypted connection, but to this machine.
 */
export async function sendMail({ smtpUrl, from }: MailSettings, mail: Mail): Promise<void> {
  // Loaded with the first mail: most processes send none.
  const { createTransport } = await import('nodemailer')
  const { hostname, username } = new URL(smtpUrl)
  const isHere = ['localhost', '[::1]'].includes(hostname) || hostname.startsWith('127.')
  const transport = createTransport({
    url: smtpUrl,
    ...{ connectionTimeout: LIMIT_MS, greetingTimeout: LIMIT_MS, socketTimeout: LIMIT_MS, dnsTimeout: LIMIT_MS },
    ...(username !== '' && !isHere && { requireTLS: true }),
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  try {
    await transport.sendMail({
      ...{ from, to: [...mail.to], subject: mail.subject, text: mail.text, messageId: mail.messageId },
      headers: { 'auto-submitted': 'auto-generated' },
    })
  } catch (error) {
    throw mailFault(error)
  } finally {
    transport.close()
  }
}

/** By codes alone: a server's words may hold addresses. */
function mailFault(error: unknown): Fault {
  const code = error instanceof Error && 'responseCode' in error ? String(error.responseCode) : ''
  if (code !== '') return new Fault(`The mail server answered ${code}`, { retryable: !FINAL.test(code) })
  const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  return new Fault(`The mail server did not take the mail${why}`)
}
