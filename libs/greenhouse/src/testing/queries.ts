import { readdirSync, readFileSync } from 'node:fs'

/** A question about a table and the SQL statement that answers it. */
export interface WorkedQuery {
  readonly question: string
  readonly sql: string
}

/** Reads a folder of `<resource>.sql`: each statement ends in a semicolon and has its question as the comment above it. By resource. */
function readQueries(folder: URL): ReadonlyMap<string, readonly WorkedQuery[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  return new Map(files.map((file) => [file.replace('.sql', ''), queriesIn(readFileSync(new URL(file, folder), 'utf8'))]))
}

/** The worked queries of this library, whether it runs from `src` or from `dist`. */
export const queries = readQueries(new URL('../../queries/', import.meta.url))

function queriesIn(text: string): readonly WorkedQuery[] {
  const statements = text.split(/;\s*(?:\n|$)/).filter((statement) => statement.trim() !== '')
  return statements.map((statement) => {
    const lines = statement.trim().split('\n')
    const isQuestion = (line: string): boolean => line.startsWith('-- ')
    return {
      question: lines
        .filter(isQuestion)
        .map((line) => line.slice(3))
        .join(' '),
      sql: `${lines.filter((line) => !isQuestion(line)).join('\n')};`,
    }
  })
}
