/** The name of a listing for people: `job_stages` is `Job stages`; what narrows a listing stays behind it. */
export function resourceInWords(listing: string): string {
  const [name = '', narrowed] = listing.split('?', 2)
  const words = name.replaceAll('_', ' ')
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  return narrowed === undefined ? title : `${title} (${narrowed.replaceAll('&', ', ').replaceAll('_', ' ')})`
}
