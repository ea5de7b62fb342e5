import { describe, expect, it } from '@jest/globals'
import { consoleApiTypes } from './console-api-types.js'

describe("the API as the console's pages know it", () => {
  it('is that of its OpenAPI document', () => {
    expect(consoleApiTypes('compare')).toBe('')
  })
})
