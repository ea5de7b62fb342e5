import { describe, expect, it } from '@jest/globals'
import { leaveOutWord, leftOutWith, namesInWords, whatInWords } from './privacy-in-words.js'

const switches = (demographics: boolean, pay: boolean) => [
  { name: 'pay' as const, isOff: pay },
  { name: 'demographics' as const, isOff: demographics },
]

describe('what is left out', () => {
  it.each([
    { off: [false, false], name: 'pay', isRead: false, left: ['pay'] },
    { off: [true, false], name: 'pay', isRead: false, left: ['demographics', 'pay'] },
    { off: [true, true], name: 'demographics', isRead: true, left: ['pay'] },
    { off: [false, true], name: 'pay', isRead: true, left: [] },
  ] as const)('with $name read: $isRead is $left', ({ off: [demographics, pay], name, isRead, left }) => {
    expect(leftOutWith(switches(demographics, pay), name, isRead)).toEqual(left)
  })

  it('is one word for the command line', () => {
    expect([leaveOutWord([]), leaveOutWord(['demographics', 'pay'])]).toEqual(['none', 'demographics,pay'])
  })

  it('is called as on the screen; a word of a later release stays as it is', () => {
    expect([whatInWords('compensation'), whatInWords('undeclared'), whatInWords('health')]).toEqual([
      ...['pay', 'fields that no column names', 'health'],
    ])
    expect(namesInWords(['demographics', 'pay'])).toBe('Demographics and Pay')
  })
})
