/** A failure that may come at any time, for the work that waits beside it. */
interface Failure {
  /** Rejects with the first failure; never resolves. */
  readonly failed: Promise<never>
  readonly fail: (error: unknown) => void
}

export function failure(): Failure {
  let fail: Failure['fail'] = () => undefined
  const failed = new Promise<never>((_, reject) => (fail = reject))
  // Nothing may be waiting when it comes.
  failed.catch(() => undefined)
  return { failed, fail }
}
