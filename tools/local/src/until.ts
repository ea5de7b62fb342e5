import { setTimeout as pause } from 'node:timers/promises'

/** How long to wait for a condition, how often to look, and what to call it when it does not come. */
export type Patience = { readonly what: string; readonly limitMs?: number; readonly everyMs?: number }

/**
 * Asks again and again until the answer is neither `undefined` nor `false`, and returns it. A question that throws counts as not yet.
 * @throws Error naming the condition, with the last failure as its cause, when the limit passes (two minutes if none is given: it is for what hangs, and a busy machine is slow)
 */
export async function until<T>(
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  { what, limitMs = 120_000, everyMs = 50 }: Patience,
): Promise<T> {
  const deadline = performance.now() + limitMs
  let cause: unknown
  for (;;) {
    try {
      const answer = await ask()
      if (answer !== undefined && answer !== false) return answer
    } catch (error) {
      if (error instanceof GiveUp) throw error
      cause = error
    }
    if (performance.now() >= deadline) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}`, { cause })
    await pause(everyMs)
  }
}

/** Thrown inside a question of {@link until}: the condition can no longer come. */
export class GiveUp extends Error {}
