/** Words of PromQL that look like names of figures or labels. */
const WORDS = new Set([
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'and',
  'or',
  'unless',
  'offset',
  'bool',
  'inf',
  'nan',
])

/** The names of series that a PromQL query reads, recorded ones too. */
export function seriesIn(query: string): readonly string[] {
  const bare = query
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\boffset\s+\w+/g, '')
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '')
  const names = bare.match(/(?<![\w:$])[a-zA-Z_:][\w:]*(?!\s*\(|[\w:])/g) ?? []
  return [...new Set(names.filter((name) => !WORDS.has(name.toLowerCase())))]
}

/** The figure behind a series: a histogram has three kinds of them. */
export function metricOf(series: string): string {
  return series.replace(/_(?:bucket|sum|count)$/, '')
}

/** The labels that a query names, of figures and of what is grouped. */
export function labelsIn(query: string): readonly string[] {
  const selected = [...query.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, name = '']) => name),
  )
  const grouped = [...query.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)].flatMap(([, inside = '']) =>
    inside.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
  )
  return [...new Set([...selected, ...grouped])]
}
