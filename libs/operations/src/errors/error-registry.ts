import { ALERT_ERRORS } from './alert-errors.js'
import { CONNECTION_ERRORS } from './connection-errors.js'
import type { ErrorText } from './error-text.js'
import { ORDER_ERRORS } from './order-errors.js'
import { SCREEN_ERRORS } from './screen-errors.js'

/** Every error that a person can meet in the console or by an alert, by its code: the one place of their texts. */
export const ERRORS = { ...SCREEN_ERRORS, ...ORDER_ERRORS, ...CONNECTION_ERRORS, ...ALERT_ERRORS }

/** A code of the registry: another one does not compile. */
export type ErrorCode = keyof typeof ERRORS

/** The codes that an HTTP answer may have, and those that alerts have. */
export type ScreenErrorCode = keyof typeof SCREEN_ERRORS | keyof typeof ORDER_ERRORS | keyof typeof CONNECTION_ERRORS
export type AlertCode = keyof typeof ALERT_ERRORS

/** The texts of an error. */
export function errorText(code: ErrorCode): ErrorText {
  return ERRORS[code]
}

/** Whether a text, out of a table or a request, is the code of an alert. */
export function isAlertCode(text: string): text is AlertCode {
  return Object.hasOwn(ALERT_ERRORS, text)
}
