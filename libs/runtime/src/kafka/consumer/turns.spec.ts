import { describe, expect, it } from '@jest/globals'
import { Turns } from './turns.js'

describe('turns of the event loop', () => {
  it('are given one at a time: the loop comes round between any two, whichever caller asks for them', async () => {
    const turns = new Turns()
    const happened: string[] = []
    let isOver = false
    const goingRound = (): void => {
      happened.push('round')
      if (!isOver) setImmediate(goingRound)
    }
    setImmediate(goingRound)
    const worker = async (name: string): Promise<void> => {
      for (let step = 0; step < 3; step++) {
        await turns.next()
        happened.push(name)
      }
    }
    await Promise.all(['a', 'b', 'c', 'd'].map(worker))
    isOver = true
    const neighbours = happened.slice(1).filter((what, at) => what !== 'round' && happened[at] !== 'round')
    expect([neighbours, happened.filter((what) => what !== 'round').length]).toEqual([[], 12])
  })
})
