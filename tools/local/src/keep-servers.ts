import { setTimeout as pause } from 'node:timers/promises'
import { ensure, givenIn, kinds, type Name, runs } from './ensure-server.js'
import { holdingLock } from './held-lock.js'
import { readState, writeState } from './infrastructure-state.js'

/** Whose servers are kept, and what is called; what was started again is added to `startedHere`. */
export type Keeping = {
  readonly dir: string
  readonly env: NodeJS.ProcessEnv
  readonly log: (line: string) => void
  readonly secure: boolean
  readonly startedHere: Set<Name>
}

const LOOK_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/** Looks every second whether the folder's servers still run, and starts again what does not, until it is to end. What was stopped by command stays so. */
export async function keepServers(keeping: Keeping, end: AbortSignal): Promise<void> {
  await Promise.all((Object.keys(kinds) as Name[]).map((name) => keepOne(name, keeping, end)))
}

async function keepOne(name: Name, keeping: Keeping, end: AbortSignal): Promise<void> {
  const { dir, env, log } = keeping
  const kind = kinds[name]
  if (givenIn(env, kind.variable)) return
  let wasStopped = false
  while (await pause(LOOK_MS, true, { signal: end }).catch(() => false)) {
    const record = (await readState(dir))[name]
    if (!record && !wasStopped) log(`${kind.name} was stopped by command, and is left so`)
    wasStopped = !record
    if (!record || (await runs(record))) continue
    log(`${kind.name} has ended; it is started again`)
    await startAgain(name, keeping, end)
  }
}

async function startAgain(name: Name, { dir, env, log, secure, startedHere }: Keeping, end: AbortSignal): Promise<void> {
  const kind = kinds[name]
  const since = performance.now()
  for (let pauseMs = LOOK_MS; !end.aborted; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      const answers = await holdingLock(dir, async () => {
        const before = (await readState(dir))[name]
        // The process that had the lock before may have stopped it for good, and written that down.
        if (!before) return false
        const ensured = await ensure(kind, { dir, env, log, secure, before })
        if (ensured.startedHere) startedHere.add(name)
        await writeState(dir, { ...(await readState(dir)), ...(ensured.record && { [name]: ensured.record }) })
        return true
      })
      if (answers) log(`${kind.name} answers again after ${((performance.now() - since) / 1000).toFixed(1)} s`)
      return
    } catch (error) {
      log(
        `${kind.name} could not be started; it is tried again in ${pauseMs / 1000} s. ${error instanceof Error ? error.message : String(error)}`,
      )
      await pause(pauseMs, undefined, { signal: end }).catch(() => undefined)
    }
  }
}
