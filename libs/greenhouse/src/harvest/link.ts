/**
 * The cursor of the next page out of a Link header (RFC 5988); undefined on the last page, which has no `rel="next"` (Harvest v3 guide, pagination).
 * Throws RangeError where a next page is named and no cursor can be read: to stop there would pass for a complete listing.
 */
export function nextCursor(linkHeader: string | null | undefined): string | undefined {
  for (const [, target = '', parameters = ''] of (linkHeader ?? '').matchAll(links)) {
    if (!isNext(parameters)) continue
    const cursor = cursorOf(target)
    if (!cursor) throw new RangeError('the next page has no cursor')
    return cursor
  }
  return undefined
}

/** `<target>` and its parameters; commas and semicolons inside the brackets or quotes belong to them. */
const links = /<([^<>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]*))?)*)/g

const parameter = /;\s*([^\s=;,]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*)))?/g

/** One parameter may name several relations; only the first `rel` counts. */
function isNext(parameters: string): boolean {
  const relation = [...parameters.matchAll(parameter)].find(([, name]) => name?.toLowerCase() === 'rel')
  const [, , quoted, bare] = relation ?? []
  return (quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes('next')
}

function cursorOf(target: string): string | null {
  const query = target.replace(/#.*$/s, '').replace(/^[^?]*\??/s, '')
  return new URLSearchParams(query).get('cursor')
}
