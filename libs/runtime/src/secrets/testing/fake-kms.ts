import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isObject, parseJson } from '@trellis/pipeline'
import { decrypt, encrypt } from '../aes-gcm.js'

/** What was asked of it. */
interface Question {
  readonly operation: string
  readonly connection: unknown
}

/** A server that answers as AWS KMS does to the two operations that are used, for one key. AWS's own client is led to it by the environment. */
export interface FakeKms {
  readonly asked: readonly Question[]
  /** From now on everything is answered so. */
  fail(status: number, name: string): void
  /** Answers as usual, and forgets what it was asked. */
  recover(): void
  close(): Promise<void>
}

/** Starts one on a free port. */
export async function fakeKms(arn: string): Promise<FakeKms> {
  const key = randomBytes(32)
  const asked: Question[] = []
  let failure: { readonly status: number; readonly name: string } | undefined
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const question = parseJson(Buffer.concat(chunks).toString('utf8'))
    const operation = String(request.headers['x-amz-target']).replace('TrentService.', '')
    const context = isObject(question) && isObject(question['EncryptionContext']) ? question['EncryptionContext'] : {}
    asked.push({ operation, connection: context['connection'] })
    const boundTo = Buffer.from(JSON.stringify(context))
    if (failure) refuse(response, failure.status, failure.name)
    else if (!isObject(question) || question['KeyId'] !== arn) refuse(response, 400, 'NotFoundException')
    else if (operation === 'GenerateDataKey') {
      const clear = randomBytes(32)
      send(response, 200, { KeyId: arn, Plaintext: base64(clear), CiphertextBlob: base64(encrypt(key, boundTo, clear)) })
    } else {
      const { CiphertextBlob: wrapped } = question
      const clear = opened(key, boundTo, Buffer.from(typeof wrapped === 'string' ? wrapped : '', 'base64'))
      if (clear) send(response, 200, { KeyId: arn, Plaintext: base64(clear) })
      else refuse(response, 400, 'InvalidCiphertextException')
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const before = { ...process.env }
  const environment = {
    AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'of-the-spec',
    AWS_SECRET_ACCESS_KEY: 'of-the-spec',
  }
  Object.assign(process.env, environment)
  return {
    asked,
    fail: (status, name) => void (failure = { status, name }),
    recover: () => {
      failure = undefined
      asked.length = 0
    },
    close: async () => {
      for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name)
      Object.assign(process.env, before)
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function opened(key: Buffer, boundTo: Buffer, wrapped: Buffer): Buffer | undefined {
  try {
    return decrypt(key, boundTo, wrapped)
  } catch {
    return undefined
  }
}

function refuse(response: ServerResponse, status: number, name: string): void {
  send(response, status, { __type: name, message: 'as the spec wants it' })
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64')
}
