import { describe, expect, it } from '@jest/globals'
import { int } from '../resource/column.js'
import { things } from '../testing/things.js'
import { createView, viewName, viewsOf } from './views.js'

describe('the views over a resource', () => {
  it('are its live and removed rows, its history and its custom fields, where it has these', () => {
    expect(viewsOf({ ...things, history: ['title'] }).map(viewName)).toEqual([
      '"recruiting"."things"',
      '"recruiting_removed"."things"',
      '"recruiting_history"."things"',
      '"recruiting"."things_custom_fields"',
    ])
    expect(viewsOf({ ...things, columns: { count: int('count') } }).map(viewName)).toEqual([
      '"recruiting"."things"',
      '"recruiting_removed"."things"',
    ])
  })

  it('are only appended to where they show something already', () => {
    const shown = new Map([['title', 'text']])
    for (const view of viewsOf({ ...things, history: ['title'] }).slice(0, 3))
      expect(createView(view, { schema: 'recruiting_g1', shown })).toMatch(/as\nselect (substr.* as )?"title"/)
  })
})
