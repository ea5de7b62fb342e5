import { describe, expect, it } from '@jest/globals'
import { healthInWords, lifeOf, settingInWords, stateOf, versionsInWords, whyInWords } from './service-in-words.js'

const process = {
  ...{ instance: 'one/1', version: '0.1.0', failing: [] as string[], settings: null, isAlive: true, stoppedAt: null },
  ...{ startedAt: '2026-11-30T17:00:00.000Z', seenAt: '2026-11-30T17:10:00.000Z' },
}
const silent = { ...process, instance: 'two/1', isAlive: false, failing: ['postgres'] }
const ended = { ...process, isAlive: false, stoppedAt: process.seenAt }

describe('a service in words', () => {
  it('has nothing to be done where it runs', () => {
    expect(stateOf('running')).toBe('live')
    expect(whyInWords({ service: 'console', state: 'running', processes: [process] })).toBeUndefined()
  })

  it('names each thing once that its running processes wait for', () => {
    const waiting = [
      { ...process, failing: ['log', 'kafka'] },
      { ...process, failing: ['kafka'] },
    ]
    const state = 'waiting' as const
    expect(whyInWords({ service: 'normalizer', state, processes: waiting })).toBe('Runs, and waits for: kafka, log.')
    expect(whyInWords({ service: 'normalizer', state, processes: [...waiting, silent] })).toBe(
      'Runs, and waits for: kafka, log. One process of it fell silent; others run.',
    )
  })

  it('says of one that runs how many of its processes fell silent', () => {
    const whyOf = (...processes: readonly (typeof process)[]) =>
      whyInWords({ service: 'normalizer', state: 'running', processes: [...processes] })
    expect(whyOf(process, silent)).toBe('One process of it fell silent; others run.')
    expect(whyOf(process, silent, silent)).toBe('2 processes of it fell silent; others run.')
  })

  it('does not say the same of one that was stopped, one that fell silent and one that never ran', () => {
    const states = ['stopped', 'silent', 'never'] as const
    const words = states.map((state) => whyInWords({ service: 'normalizer', state, processes: [] }))
    expect(words.map((each) => each?.split(/[ ,:]/).slice(0, 3).join(' '))).toEqual([
      'Was stopped in',
      'Fell silent ',
      'Has not run',
    ])
    expect(states.map(stateOf)).toEqual(['needs you', 'needs you', 'never'])
  })

  it('has one version, but during a rollout', () => {
    expect(versionsInWords([process, process])).toBe('0.1.0')
    expect(versionsInWords([process, { version: '0.2.0' }])).toBe('0.1.0, 0.2.0')
    expect(versionsInWords([])).toBeUndefined()
  })
})

describe('a process in words', () => {
  it('runs, has ended in order, or is silent: never are two of them alike', () => {
    expect([process, ended, silent].map(lifeOf)).toEqual(['runs', 'ended', 'silent'])
    expect([process, { ...process, failing: ['kafka', 'log'] }, ended, silent].map(healthInWords)).toEqual([
      'all checks pass',
      'waits for kafka, log',
      'ended in order',
      'silent',
    ])
  })

  it('shows settings, and of secrets whether they are set', () => {
    expect(settingInWords({ value: 'info', isSet: null })).toBe('info')
    expect(settingInWords({ value: null, isSet: null })).toBeUndefined()
    expect(settingInWords({ value: null, isSet: true })).toBe('set, and not shown')
    expect(settingInWords({ value: null, isSet: false })).toBeUndefined()
  })
})
