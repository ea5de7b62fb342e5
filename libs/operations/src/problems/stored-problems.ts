import { PROBLEM_CODES } from '@trellis/pipeline'
import { findProblems, findProblemsBeginning, type Pool, type ProblemFilter, type StoredProblem } from '@trellis/runtime'
import { Refusal } from '../refusal.js'

/** The newest first. Throws a Refusal for a code that there is none of. */
export async function storedProblems(pool: Pool, filter: ProblemFilter): Promise<readonly StoredProblem[]> {
  const { code } = filter
  if (code !== undefined && !PROBLEM_CODES.some((known) => known === code))
    throw new Refusal('invalid', `There is no code '${code}'. There is: ${PROBLEM_CODES.join(', ')}`)
  return findProblems(pool, filter)
}

/** The problem of an id, or of the beginning of one. Throws a Refusal where there is none, or several. */
export async function problemNamed(pool: Pool, id: string): Promise<StoredProblem> {
  const [first, ...others] = await findProblemsBeginning(pool, id)
  if (!first) throw new Refusal('not found', `There is no problem '${id}'. \`problems list --all\` has them all`)
  if (first.id !== id && others.length > 0)
    throw new Refusal('invalid', `Several problems begin with '${id}': ${[first, ...others].map((each) => each.id).join(', ')}`)
  return first
}
