import { correctEeoc } from '../operations/demographics.js'
import { addAttachment, addNote, changeNote } from '../operations/notes.js'
import { changeSetup } from '../operations/setup-changes.js'
import { changePermissions } from '../operations/teams.js'
import { eeoc } from '../collections/eeoc.js'
import { notes } from '../collections/notes.js'
import type { Step, World } from './step.js'

/** Other changes, which no webhook reports. */
export const SIDE_STEPS: readonly Step[] = [
  { name: 'add_note', weight: 8, take: takeNote },
  { name: 'change_note', weight: 1, take: takeChangeNote },
  { name: 'add_attachment', weight: 3, take: takeAttachment },
  { name: 'correct_eeoc', weight: 0.5, take: takeEeoc },
  { name: 'change_permissions', weight: 0.8, take: (world) => changePermissions(world, world.invention) },
  { name: 'change_setup', weight: 1.2, take: takeSetup },
]

function takeNote({ company, invention, at }: World): boolean {
  const application = company.applications.any(invention.random, ({ prospect }) => !prospect)
  if (application === undefined) return false
  addNote(company, invention, { candidate_id: application.candidate_id, application_id: application.id }, at)
  return true
}

function takeChangeNote({ company, invention, at }: World): boolean {
  const note = company.of(notes).any(invention.random)
  if (note === undefined) return false
  changeNote(company, invention, note, at)
  return true
}

function takeAttachment({ company, invention, at }: World): boolean {
  const application = company.applications.any(invention.random, ({ prospect }) => !prospect)
  if (application === undefined) return false
  addAttachment(company, invention, application, at)
  return true
}

function takeEeoc({ company, invention, at }: World): boolean {
  const answers = company.of(eeoc).any(invention.random)
  if (answers === undefined) return false
  correctEeoc(company, invention, answers, at)
  return true
}

function takeSetup({ company, invention, at }: World): boolean {
  changeSetup(company, invention, at)
  return true
}
