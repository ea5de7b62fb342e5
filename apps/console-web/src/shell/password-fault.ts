/** Characters that a password has at least, and at most. */
export const MIN_PASSWORD = 12
const MAX_PASSWORD = 200

/** What is wrong with a new password; null where nothing is. */
export function passwordFault(password: string): string | null {
  if (password.length < MIN_PASSWORD) return `Use at least ${MIN_PASSWORD} characters`
  return password.length > MAX_PASSWORD ? `Use at most ${MAX_PASSWORD} characters` : null
}
