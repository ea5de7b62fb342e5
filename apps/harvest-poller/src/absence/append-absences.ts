import { absenceEventId, source } from '@trellis/greenhouse'
import { formatInstant, normalize, settled, type Instant, type RawEvent, type Resource } from '@trellis/pipeline'
import {
  clearSuspects,
  countAbsences,
  deleteSuspects,
  lockListings,
  noteMissed,
  postponeSuspects,
  upsertNewer,
  suspectsAmong,
  type PoolClient,
  type Suspect,
} from '@trellis/runtime'
import { appendRaws } from '../ingest/append-raws.js'
import { replaceCanary } from './canary.js'
import { stillExplained } from './explanations.js'
import { fenced, type Fence } from '../known-entities/listed-register.js'
import { listingsOf } from '../harvest/listings.js'
import type { ConnectionContext } from '../connection-context.js'
import { askedAt, assessAnswer, type LookupAnswer } from './assess-answer.js'

/**
 * Draws the consequence from a lookup that did not show some suspects: what is proven is appended as an absence, whose version is the lookup's
 * request less settle, and only then taken off the suspects, under the lease. A word that came meanwhile ends the suspicion instead (rule E3).
 */
export async function appendAbsences(
  context: ConnectionContext,
  fence: Fence,
  of: Resource,
  missing: readonly Suspect[],
  answers: readonly LookupAnswer[],
): Promise<void> {
  if (missing.length === 0) return
  const { connection, pool, lag, metrics } = context
  const proven = await fenced(pool, fence, (client) => assessed(context, client, of, missing, answers))
  if (proven.length === 0) return
  const raws = proven.map((suspect) => absenceOf(context, of, suspect, answers))
  const refused = await appendRaws(context, raws)
  const appended = raws.filter((raw) => !refused.has(raw))
  const gone = new Set(appended.map(({ key }) => key))
  await fenced(pool, fence, async (client) => {
    const removals = appended.flatMap((raw) => normalize(source, raw).events)
    await upsertNewer(
      client,
      removals.map(({ resource, key, version }) => ({ connection, resource, key, mentioned: version, removed: version })),
    )
    await lockListings(client, connection, of.name)
    await deleteSuspects(
      client,
      connection,
      of.name,
      proven.map(({ key }) => key).filter((key) => gone.has(key)),
    )
    const left = proven.filter(({ key }) => !gone.has(key))
    await postponeSuspects(client, connection, of.name, left, askedAt(answers) + lag.overlap)
    const unvouched = proven.filter(({ key, why, isConfirmed }) => gone.has(key) && why !== 'cascade' && !isConfirmed).length
    const goneAt = proven.some(({ why }) => why !== 'cascade') ? askedAt(answers) : undefined
    await countAbsences(client, connection, of.name, { added: unvouched, goneAt })
  })
  metrics.listed(of.name, 'absent', appended.length)
}

/** The proven ones; of the others the answer is noted. */
async function assessed(
  context: ConnectionContext,
  client: PoolClient,
  of: Resource,
  missing: readonly Suspect[],
  answers: readonly LookupAnswer[],
): Promise<readonly Suspect[]> {
  const { connection, lag } = context
  const keys = missing.map(({ key }) => key)
  await lockListings(client, connection, of.name)
  await clearSuspects(client, connection, of.name, keys)
  const rows = await suspectsAmong(client, connection, of.name, keys)
  const suspected = new Set(rows.map(({ key }) => key))
  const explained = await stillExplained(
    context,
    client,
    of,
    rows.flatMap(({ key, parent }) => (parent === null ? [] : { key, parent })),
  )
  const assessments = missing
    .filter(({ key }) => suspected.has(key))
    .map((suspect) => {
      const isExplained = explained.has(suspect.key)
      return { suspect, assessment: assessAnswer(suspect, answers, { overlap: lag.overlap, isExplained }) }
    })
  const having = (wanted: string): readonly Suspect[] =>
    assessments.filter(({ assessment }) => assessment === wanted).map(({ suspect }) => suspect)
  const latest = Math.max(...answers.map(({ requestedAt }) => requestedAt)) as Instant
  await noteMissed(client, connection, of.name, having('first'), latest, lag)
  await postponeSuspects(client, connection, of.name, having('nothing'), latest + lag.overlap / 10)
  for (const { listing, canary } of answers)
    if (canary && !canary.isShown)
      for (const spoilt of listingsOf(of).filter(({ name }) => name === listing))
        await replaceCanary(client, connection, spoilt, canary.key)
  return having('proven')
}

/** Ids and instants only: how it was established, for an operator who asks why a row went. */
function absenceOf(
  { connection, lag }: ConnectionContext,
  of: Resource,
  { key, why, parent, firstMissingAt }: Suspect,
  answers: readonly LookupAnswer[],
): RawEvent {
  const asked = askedAt(answers)
  const at = settled(asked, lag)
  const how = why === 'cascade' ? 'cascade' : 'absence'
  const questions = [...(firstMissingAt === undefined ? [] : [firstMissingAt]), asked].map(formatInstant)
  const controls = answers.flatMap(({ canary }) => canary?.key ?? [])
  const absence = { resource: of.name, id: key, how, suspected: why, parent, questions, controls }
  const body = new TextEncoder().encode(JSON.stringify(absence))
  return { id: absenceEventId(connection, of.name, at, body), connection, kind: 'absence', resource: of.name, key, at, body }
}
