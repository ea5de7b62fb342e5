import { describe, expect, it } from '@jest/globals'
import { describeServices } from './describe-services.js'

const process = {
  ...{ service: 'normalizer', instance: 'one/1', version: '0.1.0', settings: [], failing: ['kafka'], isAlive: true },
  ...{ startedAt: '2026-11-30T17:00:00.000Z', seenAt: '2026-11-30T17:10:00.000Z', stoppedAt: null },
}
const silent = { ...process, instance: 'two/1', isAlive: false }

describe('services as text', () => {
  it('have a line for each process, and say what is not known', () => {
    const [, normalizer, other, console] = describeServices([
      { service: 'normalizer', state: 'waiting', isReader: true, behind: null, processes: [process, silent] },
      { service: 'console', state: 'never', isReader: false, behind: null, processes: [] },
    ]).split('\n')
    expect(normalizer).toMatch(
      /^normalizer +waiting +one\/1 +0\.1\.0 +2026-11-30T17:00\S+ +2026-11-30T17:10\S+ +unknown +waits for kafka$/,
    )
    expect(other).toMatch(/ two\/1 .* silent: /)
    expect(console).toMatch(/^console +never *$/)
  })

  it('tell apart what runs, what ended in order and what fell silent', () => {
    const words = [{ ...process, failing: [] }, silent, { ...silent, stoppedAt: silent.seenAt }].map((each) =>
      describeServices([{ service: 'normalizer', state: 'running', isReader: true, behind: 1, processes: [each] }])
        .split('\n')[1]
        ?.split(/ {2,}/)
        .at(-1),
    )
    expect(words).toEqual(['runs', 'silent: it has not ended, and says nothing any more', 'ended in order'])
  })
})
