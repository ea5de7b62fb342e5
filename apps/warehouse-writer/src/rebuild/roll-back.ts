import { canonicalTopics } from '@trellis/greenhouse'
import {
  Fault,
  generations,
  generationStateOf,
  positionsOf,
  transact,
  writerReader,
  type EventLog,
  type GenerationRecord,
  type Pool,
} from '@trellis/runtime'
import { makeIndexes, makeTables } from '../make-tables.js'
import { checkPrivacy } from './check-privacy.js'
import type { RebuildPorts } from './run-rebuild.js'
import type { OnDependents } from './swap-views.js'
import { snapshotPoint, switchGeneration } from './switch-generation.js'

/**
 * Gives readers the generation that they had before, at once: nothing is read again, and the writer goes on where it stopped there. Throws a Fault where
 * there is none, or where the topics no longer hold what it has missed.
 */
export async function rollBack({ pool, log, lease, report }: RebuildPorts, onDependents: OnDependents): Promise<void> {
  const before = await previousGeneration(pool)
  await checkPositions(pool, log, before)
  await checkPrivacy(pool, before)
  // What has been declared since has a column there too, empty until the next rebuild: views only grow.
  await transact(pool, async (client) => {
    await makeTables(client, before.schema)
    await makeIndexes(client, before.schema)
  })
  const completeSince = await snapshotPoint(pool)
  const { from, recreated } = await switchGeneration({
    pool,
    to: before,
    lease,
    report,
    onDependents,
    completeSince,
    catchUp: async () => undefined,
  })
  report({ event: 'switched', from, to: before.number, recreated })
}

async function previousGeneration(pool: Pool): Promise<GenerationRecord> {
  const previous = (await generations(pool)).filter((each) => generationStateOf(each) === 'previous')
  const [newest] = previous.toSorted((a, b) => (b.switchedAtMs ?? 0) - (a.switchedAtMs ?? 0))
  if (!newest) throw new Fault('There is no generation to go back to', { retryable: false })
  return newest
}

async function checkPositions(pool: Pool, log: EventLog, generation: GenerationRecord): Promise<void> {
  for (const topic of canonicalTopics) {
    const [positions, starts] = [await positionsOf(pool, writerReader(generation.number), topic), await log.startOffsets(topic)]
    const lost = [...starts].find(([partition, start]) => (positions.get(partition) ?? 0n) < start)
    if (lost)
      throw new Fault(
        `${topic} no longer holds what generation ${generation.number} has missed: use \`rebuild switch ${generation.number}\``,
        {
          retryable: false,
        },
      )
  }
}
