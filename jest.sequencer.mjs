import TestSequencer from '@jest/test-sequencer'

const FIRST = ['.e2e.spec.ts', '.int.spec.ts']

/** The long ones first, or the last of them runs alone while the other core has nothing to do: Jest goes by the size of a file where it knows no better. */
export default class LongFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other))
  }
}

function rank({ path }) {
  const found = FIRST.findIndex((end) => path.endsWith(end))
  return found === -1 ? FIRST.length : found
}
