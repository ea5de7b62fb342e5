import { ERRORS, isAlertCode, type ScreenErrorCode } from '@trellis/operations'

/** A code that the console answers with: their texts are in the registry of errors, `libs/operations/src/errors`. */
export type ErrorCode = ScreenErrorCode

/** Every code that it answers with. */
export const ERROR_CODES: readonly ErrorCode[] = (Object.keys(ERRORS) as (keyof typeof ERRORS)[]).filter(
  (code): code is ErrorCode => !isAlertCode(code),
)
