import { describe, expect, it } from '@jest/globals'
import { copyText } from '../rows/copy-text.js'
import { copyToStage, stageLines, type Staged } from './stage.js'

const odd = 'a tab\t, a line\n, a backslash\\ and \\N'
const first: Staged = {
  table: 'first',
  columns: ['"key"', '"text_1"', '"at"'],
  lines: [`1\t${copyText(odd)}\tnow\n`, '2\t\\N\tthen\n'],
}
const second: Staged = { table: 'second', columns: ['"at"', '"bigint_1"', '"key"'], lines: ['soon\t7\t3\n'] }

describe('lines of several tables for the stage', () => {
  it('are those of one table as they are, behind its name', () => {
    expect([copyToStage([first]), [...stageLines([first])]]).toEqual([
      'copy stage (table_name, "key", "text_1", "at") from stdin',
      [`first\t1\t${copyText(odd)}\tnow\n`, 'first\t2\t\\N\tthen\n'],
    ])
  })

  it('stand on the columns of all, and are null where another table has one', () => {
    expect([copyToStage([first, second]), [...stageLines([first, second])]]).toEqual([
      'copy stage (table_name, "key", "text_1", "at", "bigint_1") from stdin',
      [`first\t1\t${copyText(odd)}\tnow\t\\N\n`, 'first\t2\t\\N\tthen\t\\N\n', 'second\t3\t\\N\tsoon\t7\n'],
    ])
  })

  it('find their places where two tables have the same columns in another order', () => {
    const turned: Staged = { table: 'turned', columns: ['"at"', '"text_1"', '"key"'], lines: ['now\tx\t4\n'] }
    expect([...stageLines([{ ...first, lines: [] }, turned])]).toEqual(['turned\t4\tx\tnow\n'])
  })
})
