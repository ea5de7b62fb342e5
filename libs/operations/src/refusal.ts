/** Why a request is refused: what it names is not there, it makes no sense, or the state of things does not allow it. */
export type RefusalKind = 'not found' | 'invalid' | 'conflict'

/** A request that cannot be fulfilled as it stands. The message says what there is, or what has to be done first; it never holds a secret or personal data. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly kind: RefusalKind,
    message: string,
  ) {
    super(message)
  }
}
