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
const WORDS = ['leads', 'a', 'team', 'of', 'engineers', 'who', 'build', 'payment', 'systems', 'and', 'likes', 'to', 'teach']

const FIRST_ID = 1_000_000

/** Bodies of about 6 KB that tell of a stage change, of so many different applications and candidates, whose ids begin at `firstId`. */
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
    const candidate = { ...application.candidate, id: entity, title: word(random, BYTES) }
    const said = { ...sample, payload: { ...sample.payload, application: { ...application, id: entity, candidate } } }
    const excess = Buffer.byteLength(JSON.stringify(said)) - BYTES
    candidate.title = candidate.title.slice(0, Math.max(1, candidate.title.length - excess))
    const body = Buffer.from(JSON.stringify(said))
    return { body, signature: `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}` }
  })
}

interface Sample {
  readonly action: string
  readonly payload: { readonly application: { readonly id: number; readonly candidate: Readonly<Record<string, unknown>> } }
}

function word(random: Random, length: number): string {
  let text = ''
  while (text.length < length) text += `${random.pick(WORDS)} `
  return text.slice(0, length)
}
