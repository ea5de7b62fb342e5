import { describe, expect, it } from '@jest/globals'
import { cleanJson, cleanText, MAX_DEPTH, parseJson, type Json } from './json.js'

describe('L6 parseJson keeps numbers exact', () => {
  it.each<[string, Json]>([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['[1,9007199254740993,[-9007199254740995]]', [1, '9007199254740993', ['-9007199254740995']]],
    ['{"a":{"b":9007199254740993}}', { a: { b: '9007199254740993' } }],
    ['{"a" : 9007199254740993 , "b":1}', { a: '9007199254740993', b: 1 }],
    ['1e400', '1e400'],
    ['-1E+400', '-1E+400'],
    ['1e-400', '1e-400'],
    ['1e2', 100],
    ['1.50', 1.5],
    ['0e0', 0],
    ['1e22', '1e22'],
    ['9007199254740993.0', '9007199254740993.0'],
    ['9007199254740993e0', '9007199254740993e0'],
    ['900719925474099.3e1', '900719925474099.3e1'],
    ['90071992547409.9e1', 900719925474099],
    ['0.30000000000000004', 0.30000000000000004],
    ['0.3000000000000000444', '0.3000000000000000444'],
    ['123456789012345.678', '123456789012345.678'],
    ['1.00000000000000000000', 1],
    ['1.00000000000000000001', '1.00000000000000000001'],
    ['1.7976931348623157e308', '1.7976931348623157e308'],
    ['5e-324', 5e-324],
    ['0.00000000000000000000000000000001', 1e-32],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })

  it('wherever they stand in a text', () => {
    for (let before = 0; before < 40; before++) {
      const text = `{"${'x'.repeat(before)}":[-9007199254740993,1e400,12]}`
      expect(parseJson(text)).toEqual({ ['x'.repeat(before)]: ['-9007199254740993', '1e400', 12] })
    }
  })

  it.each<[string, Json]>([
    ['"9007199254740993"', '9007199254740993'],
    ['{"a":"x 9007199254740993 y"}', { a: 'x 9007199254740993 y' }],
    ['["\\"9007199254740993",9007199254740993]', ['"9007199254740993', '9007199254740993']],
    ['["\\\\",9007199254740993,"\\\\\\"1e400"]', ['\\', '9007199254740993', '\\"1e400']],
    ['{"9007199254740993":"1e400"}', { '9007199254740993': '1e400' }],
    ['["é👩‍🚀\u2028",1e400]', ['é👩‍🚀\u2028', '1e400']],
  ])('beside text, which it does not change: %s', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })
})

describe('parseJson', () => {
  it.each([
    '',
    ' ',
    '{',
    'nope',
    '01',
    '{"a":09007199254740993}',
    '{9007199254740993:1}',
    '-',
    '9007199254740993.',
    '1e400.5',
    '9007199254740993"',
    '--9007199254740993',
    '"\t"',
    'NaN',
    '[1e400,]',
    '\uFEFF1',
  ])('says that %j is not JSON', (text) => {
    expect(parseJson(text)).toBeUndefined()
  })

  it('takes a name __proto__ for a name like any other', () => {
    const parsed = parseJson('{"__proto__":{"isAdmin":true},"n":9007199254740993}') as { isAdmin?: boolean }
    expect(parsed.isAdmin).toBeUndefined()
  })

  const long = 5_000_000
  const hostile: Readonly<Record<string, string>> = {
    'a long run of digits': '9'.repeat(long),
    'a long fraction': `0.${'9'.repeat(long)}`,
    'a long fraction of zeros': `1.${'0'.repeat(long)}1`,
    'a long exponent': `1e${'0'.repeat(long)}1`,
    'a long text after a large number': `[9007199254740993,"${'a'.repeat(long)}"]`,
    'a long text of escapes after a large number': `[9007199254740993,"${'\\\\'.repeat(long / 2)}"]`,
    'a large number after a long text': `["${'\\n'.repeat(long / 2)}",9007199254740993]`,
  }

  it.each(Object.entries(hostile))('reads %s', (_, text) => {
    expect(parseJson(text)).toBeDefined()
  })

  const broken: Readonly<Record<string, string>> = {
    'a long text that does not end': `[9007199254740993,"${'a'.repeat(long)}`,
    'many escaped quotes in a text that does not end': `[9007199254740993,"${'\\"'.repeat(long / 2)}`,
    'many backslashes': `9007199254740993${'\\'.repeat(long)}`,
    'many minus signs': `9007199254740993${'-'.repeat(long)}`,
    'many exponents': '1e'.repeat(long / 2),
    'many points': '1.'.repeat(long / 2),
    'lists that do not end': `9007199254740993${'['.repeat(long)}`,
  }

  it.each(Object.entries(broken))('refuses %s', (_, text) => {
    expect(parseJson(text)).toBeUndefined()
  })

  it('reads a list nested a hundred thousand deep', () => {
    expect(parseJson(nested(100_000, '9007199254740993'))).toHaveLength(1)
  })
})

describe('cleanText', () => {
  it.each([
    ['a\0b', 'a\uFFFDb'],
    ['\uD800', '\uFFFD'],
    ['\uDC00', '\uFFFD'],
    ['\uDC00\uD800', '\uFFFD\uFFFD'],
    ['\uD800\uD800\uDC00\uDC00', '\uFFFD\uD800\uDC00\uFFFD'],
    ['👩‍🚀', '👩‍🚀'],
    ['', ''],
  ])('%j becomes %j', (text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned)
  })
})

describe('cleanJson', () => {
  it('cleans names and texts however deep', () => {
    expect(cleanJson({ 'a\0': ['b\uD800', { c: '\0' }] })).toEqual({ 'a\uFFFD': ['b\uFFFD', { c: '\uFFFD' }] })
  })

  it('leaves numbers, booleans and nulls alone', () => {
    expect(cleanJson([1, true, null, -0.5])).toEqual([1, true, null, -0.5])
  })

  it('takes values down to the deepest nesting a cell may have', () => {
    expect(JSON.stringify(cleanJson(parseJson(nested(MAX_DEPTH, '1')) ?? null))).toBe(nested(MAX_DEPTH, '1'))
  })

  it('refuses deeper ones', () => {
    expect(cleanJson(parseJson(nested(MAX_DEPTH + 1, '1')) ?? null)).toBeUndefined()
  })

  it('refuses a list nested a hundred thousand deep', () => {
    expect(cleanJson(parseJson(nested(100_000, '1')) ?? null)).toBeUndefined()
  })

  it('keeps a name __proto__ as a name like any other', () => {
    expect(JSON.stringify(cleanJson(parseJson('{"__proto__":{"isAdmin":true}}') ?? null))).toBe('{"__proto__":{"isAdmin":true}}')
  })
})

function nested(depth: number, inner: string): string {
  return '['.repeat(depth) + inner + ']'.repeat(depth)
}
