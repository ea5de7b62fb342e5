import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'

interface InterviewerTag extends Entity {
  readonly name: string
}

export const interviewerTags: Collection<InterviewerTag> = {
  name: 'interviewer_tags',
  firstId: 15_900_000_210,
  filters: {},
  record: (row) => ({ ...row }),
}
