/** Who can do what an error asks for. */
export type Remedier = 'you' | 'admin' | 'Greenhouse administrator' | 'engineer'

/** `critical` should wake a person; a `notice` is for the next morning. */
export type Severity = 'critical' | 'warning' | 'notice'

/** An error that a person may meet, on a screen or by an alert. Texts are what an admin would say, and hold no secret and no personal data. */
export interface ErrorText {
  /** A sentence without a full stop. */
  readonly title: string
  readonly remedy: string
  readonly who: Remedier
  readonly severity: Severity
  /** The status of an HTTP answer with this error; none where it only comes by an alert. */
  readonly status?: number
}
