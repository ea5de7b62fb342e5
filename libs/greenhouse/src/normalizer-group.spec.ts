import { describe, expect, it } from '@jest/globals'
import { normalizerClientId, revisionOfNormalizer } from './normalizer-group.js'

describe('what a normalizer calls itself', () => {
  it('gives the revision that it reads by', () => {
    expect([1, 12].map((revision) => revisionOfNormalizer(normalizerClientId(revision)))).toEqual([1, 12])
  })

  it('gives none where it is another client', () => {
    expect(['normalizer', 'normalizer/r', 'normalizer/rx', 'console'].map(revisionOfNormalizer)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    )
  })
})
