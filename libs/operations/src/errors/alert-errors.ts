import type { ErrorText } from './error-text.js'

/** What alert rules find. */
export const ALERT_ERRORS = {
  'credentials-refused': {
    title: 'Greenhouse refuses the credentials',
    remedy:
      'In Greenhouse, open Configure → Dev Center → API Credentials and see whether the credential is still there and active. Then enter a new client id and secret under Admin → Integrations → Greenhouse.',
    who: 'Greenhouse administrator',
    severity: 'critical',
  },
  'credentials-of-another-company': {
    title: 'The credentials belong to another company, so nothing is read',
    remedy:
      'Enter the credentials of the company that this connection was made for. For another company, add another connection: the two must never mix.',
    who: 'admin',
    severity: 'critical',
  },
  'permission-lost': {
    title: 'Greenhouse no longer grants a permission that it granted before',
    remedy:
      'Look under Integrations → Greenhouse → Permissions which groups are missing, and grant them again in Greenhouse to the credential. Tables keep what they have, and grow old.',
    who: 'Greenhouse administrator',
    severity: 'warning',
  },
  'permission-missing': {
    title: 'Some permissions are not granted, so some tables stay empty',
    remedy:
      'Look under Integrations → Greenhouse → Permissions which groups are missing and what stays empty. Grant them in Greenhouse, or leave them out on purpose.',
    who: 'Greenhouse administrator',
    severity: 'notice',
  },
  'everything-refused': {
    title: 'Greenhouse grants none of the permissions',
    remedy:
      'Most likely the user that the credential acts as is no Site Admin. Make that user one in Greenhouse, or enter the id of a user who is.',
    who: 'Greenhouse administrator',
    severity: 'critical',
  },
  'listing-stuck': {
    title: 'Some lists of Greenhouse cannot be read, though it is tried again and again',
    remedy:
      'Look under Sync at the last error of each list that is named. Where Greenhouse is down, wait: it goes on by itself. Otherwise follow the runbook TrellisTaskStuck.',
    who: 'engineer',
    severity: 'warning',
  },
  'poller-missing': {
    title: 'Nothing reads this connection from Greenhouse',
    remedy:
      'See whether a harvest-poller runs, and what its log says of this connection: it may lack the master key that opens the credentials. Nothing is lost: it goes on where it stopped.',
    who: 'engineer',
    severity: 'critical',
  },
  'poller-silent': {
    title: 'Reading from Greenhouse does not move',
    remedy:
      'A harvest-poller holds this connection and has had no answer from Greenhouse for too long. Look at its log and its rate budget, then start it again. Nothing is lost: it goes on where it stopped.',
    who: 'engineer',
    severity: 'critical',
  },
  'webhooks-never': {
    title: 'No webhook has ever come from Greenhouse',
    remedy:
      'Set up the webhooks by the list under Integrations → Greenhouse → Webhooks. Without them changes still come, within minutes instead of seconds.',
    who: 'Greenhouse administrator',
    severity: 'notice',
  },
  'webhooks-silent': {
    title: 'Greenhouse shows changes that no webhook has reported',
    remedy:
      'In Greenhouse, open Configure → Dev Center → Web Hooks: after many failures Greenhouse switches a webhook off. Save it again, which sends a ping. Changes still come, within minutes instead of seconds.',
    who: 'Greenhouse administrator',
    severity: 'warning',
  },
  'webhook-signatures': {
    title: 'Webhooks are refused: they are not signed with a secret of ours',
    remedy:
      'Compare the secret key of the webhooks in Greenhouse with the one under Integrations → Greenhouse → Webhooks, and enter the same on both sides. Where they are the same, others send there. What was refused is read from the API.',
    who: 'Greenhouse administrator',
    severity: 'warning',
  },
  'problems-open': {
    title: 'Some of what came from Greenhouse could not be read',
    remedy:
      'Open Problems: they are grouped by cause, with the raw event. Nothing is lost; after the reader was mended, replay them.',
    who: 'engineer',
    severity: 'warning',
  },
  'removals-held': {
    title: 'Many entries are gone from Greenhouse at once, and wait for a person to confirm',
    remedy:
      'Open Completeness. Where they were really deleted in Greenhouse, confirm; where a permission was taken away, have it granted again, and nothing is removed.',
    who: 'admin',
    severity: 'warning',
  },
  'reader-stopped': {
    title: 'What comes from Greenhouse no longer reaches the tables',
    remedy:
      'See under Services which reader stands still, whether it runs, and what its log says; the runbook TrellisRowsLate goes through it. Nothing is lost: it is kept on the log.',
    who: 'engineer',
    severity: 'critical',
  },
  'reader-behind': {
    title: 'A reader of the log is far behind',
    remedy: 'Look under Services which one it is and whether it runs; the runbook TrellisReaderLag goes through the causes.',
    who: 'engineer',
    severity: 'warning',
  },
  'rebuild-stopped': {
    title: 'A rebuild has ended before it was complete',
    remedy:
      'Start it again under Rebuild: it goes on where it stopped. Or drop the generation. Readers still have the tables from before.',
    who: 'engineer',
    severity: 'warning',
  },
  'audit-differences': {
    title: 'The last audit found differences between Greenhouse and the tables',
    remedy:
      'Open Completeness for the entries that differ. A sweep of the resource heals what was missed; an audit afterwards shows whether it did.',
    who: 'engineer',
    severity: 'warning',
  },
} as const satisfies Readonly<Record<string, ErrorText>>
