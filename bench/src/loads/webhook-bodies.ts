import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Random } from '@trellis/greenhouse-sandbox'
import { workspaceRoot } from '@trellis/local'

/** A webhook as it goes over the wire. */
export interface SignedBody {
  readonly body: Buffer
  readonly signature: string
}

const BYTES = 6_000
/** A signed link's length. */
const LINK = 640
const WORDS = ['leads', 'a', 'team', 'of', 'engineers', 'who', 'build', 'payment', 'systems', 'and', 'likes', 'to', 'teach']

const FIRST_ID = 1_000_000

/**
 * Bodies of about 6 KB that report a stage change, of so many different applications and candidates, whose ids begin at `firstId`. As in real ones, most
 * of it are the signed links of the candidate's attachments.
 */
export function webhookBodies(
  count: number,
  entities: number,
  seed: number,
  secret: string,
  firstId = FIRST_ID,
): readonly SignedBody[] {
  const random = new Random(seed)
  const path = join(workspaceRoot, 'libs/greenhouse/fixtures/webhooks/candidate_stage_change.json')
  const sample = JSON.parse(readFileSync(path, 'utf8')) as Sample
  const { application } = sample.payload
  return Array.from({ length: count }, (_, index) => {
    const entity = firstId + (index % entities)
    const attachments: Attachment[] = []
    const candidate = { ...application.candidate, id: entity, title: words(random), attachments }
    const said = { ...sample, payload: { ...sample.payload, application: { ...application, id: entity, candidate } } }
    while (Buffer.byteLength(JSON.stringify(said)) < BYTES - LINK / 2) attachments.push(attachment(random, attachments.length))
    return signed(Buffer.from(JSON.stringify(said)), secret)
  })
}

let numbered = 0

/** The same body with a number that none had before: the ingress appends nothing that it has appended already. */
export function renumbered({ body }: SignedBody, secret: string): SignedBody {
  numbered += 1
  return signed(Buffer.concat([body.subarray(0, -1), Buffer.from(`,"number":${numbered}}`)]), secret)
}

function signed(body: Buffer, secret: string): SignedBody {
  return { body, signature: `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}` }
}

interface Sample {
  readonly action: string
  readonly payload: { readonly application: { readonly id: number; readonly candidate: Readonly<Record<string, unknown>> } }
}

interface Attachment {
  readonly filename: string
  readonly url: string
  readonly type: string
}

function attachment(random: Random, index: number): Attachment {
  const signature = Array.from({ length: LINK / 8 }, () =>
    random
      .int(0, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
  return { filename: `document-${index}.pdf`, url: `https://files.example/attachments/${signature}`, type: 'other' }
}

function words(random: Random): string {
  return Array.from({ length: 8 }, () => random.pick(WORDS)).join(' ')
}
