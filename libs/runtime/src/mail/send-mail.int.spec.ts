import { afterEach, describe, expect, it } from '@jest/globals'
import { givenMailServer, type GivenMailServer } from '../testing/mail-server.js'
import { sendMail } from './send-mail.js'

const mail = { to: ['ada@example.com'], subject: 'Über', text: 'One line.\n\nAnother.', messageId: '<alert-7@trellis.invalid>' }

describe('a mail', () => {
  let server: GivenMailServer
  afterEach(() => server.close())

  it('is given to the server with its own id', async () => {
    server = await givenMailServer()
    await sendMail({ smtpUrl: server.url, from: 'Trellis <trellis@example.com>' }, mail)
    expect(server.mails).toMatchObject([{ from: 'trellis@example.com', to: ['ada@example.com'] }])
    expect(server.mails[0]?.text).toContain('Message-ID: <alert-7@trellis.invalid>')
  })

  it.each([
    [550, false],
    [451, true],
  ])('that the server answers with %s may be taken later: %s; its words are not passed on', async (code, retryable) => {
    server = await givenMailServer({ refuse: { code, words: 'no ada@example.com here' } })
    const sent = sendMail({ smtpUrl: server.url, from: 'trellis@example.com' }, mail)
    await expect(sent).rejects.toMatchObject({ name: 'Fault', retryable, message: `The mail server answered ${code}` })
  })

  it('is a Fault where there is no server', async () => {
    server = await givenMailServer()
    await server.close()
    const sent = sendMail({ smtpUrl: server.url, from: 'trellis@example.com' }, mail)
    await expect(sent).rejects.toMatchObject({ name: 'Fault', retryable: true })
  })
})
