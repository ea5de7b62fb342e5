import { ruleFiles, type RuleFile } from '@trellis/observability'
import { stringify } from 'yaml'

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const

/** Every rule file, by its name, for a world in which time goes so many times as fast: ranges, pauses and thresholds in seconds are that much shorter. */
export function hastenedRules(times: number): ReadonlyMap<string, string> {
  return new Map([...ruleFiles()].map(([name, file]) => [name, stringify(hastened(file, times))]))
}

function hastened({ groups }: RuleFile, times: number): RuleFile {
  return {
    groups: groups.map(({ name, rules }) => ({
      name,
      rules: rules.map((rule) => ({
        ...rule,
        expr: hastenedQuery(rule.expr, times),
        ...(rule.for !== undefined && { for: hastenedDuration(rule.for, times) }),
      })),
    })),
  }
}

/** Whole numbers of three digits and more that something is compared with are seconds, or lags that grow with them. */
export function hastenedQuery(query: string, times: number): string {
  return query
    .replace(/\[(\d+[smhd])\]/g, (_, duration: string) => `[${hastenedDuration(duration, times)}]`)
    .replace(/\boffset (\d+[smhd])/g, (_, duration: string) => `offset ${hastenedDuration(duration, times)}`)
    .replace(/([>+] )(\d{3,})\b/g, (_, before: string, seconds: string) => `${before}${Number(seconds) / times}`)
}

/** No shorter than two seconds: a rate needs two looks. */
function hastenedDuration(duration: string, times: number): string {
  const [, count = '', unit = 's'] = /^(\d+)([smhd])$/.exec(duration) ?? []
  return `${Math.max(2, Math.round((Number(count) * SECONDS[unit as keyof typeof SECONDS]) / times))}s`
}
