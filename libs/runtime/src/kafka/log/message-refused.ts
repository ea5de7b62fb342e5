import { Fault } from '../../fault.js'

/** The log will never take some messages of an append, for their size. The others may be on it, or not. */
export class MessageRefused extends Fault {
  override readonly name = 'MessageRefused'

  constructor(
    message: string,
    /** Where the refused ones stand in the append: all that are known. */
    readonly indices: readonly number[],
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, { ...options, retryable: false })
  }
}
