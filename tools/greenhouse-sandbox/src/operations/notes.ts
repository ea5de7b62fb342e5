import type { Application } from '../collections/applications.js'
import { type Attachment, attachments } from '../collections/attachments.js'
import { NOTE_TYPES, type Note, notes } from '../collections/notes.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'

type About = Pick<Note, 'candidate_id' | 'application_id'>

/** A line in a person's feed; half of them are plain notes. */
export function addNote(
  company: Company,
  invention: Invention,
  about: About,
  at: number,
  type = invention.random.chance(0.5) ? 'NOTE' : invention.random.pick(NOTE_TYPES),
): Note {
  const { random } = invention
  const body = random.chance(0.05) ? null : invention.text()
  const isMail = type === 'EMAIL' || type === 'LINKEDIN_INMAIL'
  return company.add(notes, random, at, {
    ...about,
    body,
    subject: isMail || type === 'ACTIVITY' ? 'Regarding your application' : null,
    type,
    user_id: random.pickOrNull(company.staff(), 0.1)?.id ?? null,
    email_from: isMail ? 'recruiting@example.com' : null,
    email_to: isMail ? 'someone@example.com' : null,
    email_cc: isMail ? random.some(['one@example.com', 'two@example.com'], random.int(0, 2)) : null,
    import_hash: random.chance(0.97) ? null : random.int(1, 2 ** 31).toString(16),
    body_with_tags: body && `<p>${body}</p>`,
    visibility: random.pick(['admin_only_visible', 'privately_visible', 'publicly_visible', null]),
    email_attachment_file_names: isMail ? random.some(['résumé.pdf', 'offer "final".pdf'], random.int(0, 1)) : null,
  })
}

/** A note is rewritten. */
export function changeNote(company: Company, invention: Invention, { id }: Note, at: number): Note {
  const body = invention.text()
  return company.of(notes).change(id, { body, body_with_tags: `<p>${body}</p>` }, at)
}

/** A file; its link is signed again at each reading. */
export function addAttachment(
  company: Company,
  { random }: Invention,
  { id, candidate_id }: Pick<Application, 'id' | 'candidate_id'>,
  at: number,
  type: Attachment['type'] = random.pick(['resume', 'resume', 'cover_letter', 'take_home_test', 'other']),
): Attachment {
  return company.add(attachments, random, at, {
    application_id: id,
    candidate_id: random.chance(0.02) ? null : candidate_id,
    type,
    filename: random.pick(['resume.pdf', 'cover letter.docx', 'portfolio (final) <2>.pdf', '履歴書.pdf']),
    url: `https://attachments.example.com/${id}/${random.int(1, 2 ** 31).toString(36)}`,
  })
}
