import { expect, it } from '@jest/globals'
import { memoized } from './memoized.js'

it('works out once for each object, an answer of undefined too', () => {
  const asked: string[] = []
  const lengthOf = memoized(({ name }: { readonly name: string }) => {
    asked.push(name)
    return name === '' ? undefined : name.length
  })
  const [one, other, none] = [{ name: 'one' }, { name: 'three' }, { name: '' }]
  const answers = [one, other, none, one, other, none].map((of) => lengthOf(of))
  expect(answers).toEqual([3, 5, undefined, 3, 5, undefined])
  expect(asked).toEqual(['one', 'three', ''])
})
