/** Where sign-in leads back to: a path of the console itself, and `/` for anything else that an address may carry. */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return '/'
  // Browsers read `//host` and `/\host` as another site, and leave out tabs and line ends on the way.
  if (/^\/[/\\]|[\t\n\r]/.test(wanted)) return '/'
  return /^\/(?:sign-in|first-admin)(?:[/?#]|$)/.test(wanted) ? '/' : wanted
}
