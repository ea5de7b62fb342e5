import { describe, expect, it } from '@jest/globals'
import { Fault } from './fault.js'
import { retryFault } from './retry-fault.js'

const QUICK = { firstPauseMs: 1, longestPauseMs: 2 }

describe('retryFault', () => {
  it('repeats what ends in a retryable Fault', async () => {
    const retried: number[] = []
    const work = async (attempt: number): Promise<string> => {
      if (attempt < 4) throw new Fault('away')
      return 'done'
    }
    await expect(retryFault(work, { ...QUICK, onRetry: (_, attempt) => retried.push(attempt) })).resolves.toBe('done')
    expect(retried).toEqual([1, 2, 3])
  })

  it.each([new Fault('refused', { retryable: false }), new TypeError('a bug'), new Error('other')])(
    'throws %p at once',
    async (error) => {
      let attempts = 0
      const work = async (): Promise<never> => {
        attempts += 1
        throw error
      }
      await expect(retryFault(work, QUICK)).rejects.toBe(error)
      expect(attempts).toBe(1)
    },
  )

  it('throws the last fault when its time is over', async () => {
    const work = async (attempt: number): Promise<never> => {
      throw new Fault(`away ${attempt > 1}`)
    }
    await expect(retryFault(work, { ...QUICK, totalMs: 20 })).rejects.toThrow('away true')
  })

  it('ends its waiting when it is aborted', async () => {
    const abort = new AbortController()
    const work = async (): Promise<never> => {
      setImmediate(() => abort.abort(new Error('enough')))
      throw new Fault('away')
    }
    await expect(retryFault(work, { firstPauseMs: 600_000, longestPauseMs: 600_000, signal: abort.signal })).rejects.toThrow(
      'enough',
    )
  })

  it('keeps a result that came together with the abort', async () => {
    const abort = new AbortController()
    const work = async (): Promise<string> => {
      abort.abort(new Error('enough'))
      return 'done'
    }
    await expect(retryFault(work, { ...QUICK, signal: abort.signal })).resolves.toBe('done')
  })
})
