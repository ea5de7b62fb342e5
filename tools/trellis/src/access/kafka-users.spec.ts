import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { canonicalTopics } from '@trellis/greenhouse'
import { workspaceRoot } from '@trellis/local'
import { SERVICES } from './catalogue.js'
import { aclsOf } from './kafka-acls.js'
import { kafkaUsers } from './kafka-users.js'

const RAW = 'greenhouse.raw'
const PROBLEMS = 'greenhouse.problems'

describe('what a process may do on the log', () => {
  const may = (name: string, operation: 'Read' | 'Write'): readonly string[] => {
    const service = SERVICES.find((each) => each.name === name)
    const acls = service ? aclsOf(service) : []
    return acls.flatMap((acl) => (acl.type === 'topic' && acl.operations.includes(operation) ? [acl.name] : [])).sort()
  }

  it.each([
    ['webhook-ingress', [], [RAW]],
    ['harvest-poller', [RAW], [RAW]],
    ['normalizer', [RAW], [...canonicalTopics, PROBLEMS]],
    // Raw for rebuilds that were ordered at the console.
    ['warehouse-writer', [RAW, ...canonicalTopics, PROBLEMS], []],
    ['trellis-rebuild', [RAW], []],
  ])('is what it does: %s', (name, reads, writes) => {
    expect({ reads: may(name, 'Read'), writes: may(name, 'Write') }).toEqual({
      reads: [...reads].sort(),
      writes: [...writes].sort(),
    })
  })

  it('is to make, alter or delete no topic', () => {
    const operations = SERVICES.flatMap((service) => aclsOf(service)).filter(({ type }) => type === 'topic')
    expect(new Set(operations.flatMap((acl) => acl.operations))).toEqual(
      new Set(['Describe', 'DescribeConfigs', 'Read', 'Write']),
    )
  })
})

describe('the users for Strimzi', () => {
  it('are in the manifests just so: `npm run trellis -- acls` writes them', () => {
    const files = execFileSync('git', ['ls-files', 'k8s'], { cwd: workspaceRoot }).toString().split('\n')
    const [file = 'there is none', ...others] = files.filter((name) => name.endsWith('users.yaml'))
    expect(others).toEqual([])
    expect(readFileSync(join(workspaceRoot, file), 'utf8')).toBe(kafkaUsers())
  })

  it('have the prefix before every name, and show who they are as asked', () => {
    const users = kafkaUsers({ prefix: 'staging.', authentication: 'scram-sha-512' }).split('---\n')
    expect(users).toHaveLength(SERVICES.length)
    const names = users.flatMap((user) => [...user.matchAll(/resource: \{ type: \w+, name: (\S+),/g)].map(([, name]) => name))
    expect(names.filter((name) => !name?.startsWith('staging.'))).toEqual([])
    expect(users.filter((user) => !user.includes('authentication: { type: scram-sha-512 }'))).toEqual([])
  })
})
