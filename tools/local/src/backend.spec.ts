import { describe, expect, test } from '@jest/globals'
import { chooseBackend, choosePostgresBackend } from './backend.js'

describe('where Kafka comes from', () => {
  test.each([
    [{ java: true, maven: true, docker: true }, 'process'],
    [{ java: true, maven: true, docker: false }, 'process'],
    [{ java: true, maven: false, kafkaFetched: true, docker: true }, 'process'],
    [{ java: true, maven: false, docker: true }, 'container'],
    [{ java: false, maven: true, docker: true }, 'container'],
    [{ java: false, maven: false, kafkaFetched: true, docker: true }, 'container'],
    [{ java: false, maven: true, docker: false }, 'nowhere'],
  ])('%o: %s', (answers, from) => {
    expect(chooseBackend(answers).from).toBe(from)
  })

  test.each([
    [{ java: false, maven: true, docker: false }, /Install Java 17 or newer \([^)]*\)\. /],
    [{ java: true, maven: false, docker: false }, /Install Maven \(`mvn` on the PATH\)\. /],
    [{ java: false, maven: false, docker: false }, /Java 17 or newer .* and Maven .*Docker engine.*KAFKA_BROKERS/],
  ])('%o: says what to install', (answers, advice) => {
    expect(chooseBackend(answers)).toEqual({ from: 'nowhere', advice: expect.stringMatching(advice) })
  })
})

describe('where Postgres comes from', () => {
  test.each([
    [{ postgresPackage: true, docker: true }, 'process'],
    [{ postgresPackage: false, docker: true }, 'container'],
    [{ postgresPackage: false, docker: false }, 'nowhere'],
  ])('%o: %s', (answers, from) => {
    expect(choosePostgresBackend({ java: false, maven: false, ...answers }).from).toBe(from)
  })
})
