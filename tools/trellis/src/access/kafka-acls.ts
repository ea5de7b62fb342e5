import type { ServiceAccess } from './catalogue.js'

/** One entry of a list of rights on the log. */
export interface Acl {
  readonly type: 'topic' | 'group'
  readonly name: string
  readonly pattern: 'literal' | 'prefix'
  readonly operations: readonly ('Describe' | 'DescribeConfigs' | 'Read' | 'Write' | 'Delete')[]
}

/**
 * What a process may do on the log. Each of them looks at the whole catalogue of topics when it starts, and at the options that they must have (rule G2);
 * none may create, alter or delete a topic.
 */
export function aclsOf({ reads, writes, groups, watches }: ServiceAccess, prefix = ''): readonly Acl[] {
  const topics = [...new Set([...reads, ...writes])].map((name): Acl => {
    const operations = [...(reads.includes(name) ? ['Read' as const] : []), ...(writes.includes(name) ? ['Write' as const] : [])]
    return { type: 'topic', name: prefix + name, pattern: 'literal', operations }
  })
  const joined = groups.map((name): Acl =>
    name.endsWith('-')
      ? { type: 'group', name: prefix + name, pattern: 'prefix', operations: ['Read', 'Delete'] }
      : { type: 'group', name: prefix + name, pattern: 'literal', operations: ['Read'] },
  )
  const watched = watches.map((name): Acl => ({
    type: 'group',
    name: prefix + name,
    pattern: 'literal',
    operations: ['Describe'],
  }))
  return [
    { type: 'topic', name: `${prefix}greenhouse.`, pattern: 'prefix', operations: ['Describe', 'DescribeConfigs'] },
    ...topics,
    ...joined,
    ...watched,
  ]
}
