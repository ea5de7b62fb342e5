import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { findBrowser, installed } from './find-browser.js'

describe('the browser of a run', () => {
  let folder: string
  const program = (name: string): string => join(folder, name)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'browser-'))
    await writeFile(program('chromium'), '#!/bin/sh\nexit 127\n', { mode: 0o700 })
    await writeFile(program('google-chrome'), '#!/bin/sh\necho Chrome\n', { mode: 0o700 })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is the first installed one that runs', () => {
    expect(findBrowser([() => installed(['/nowhere', folder].join(delimiter))])).toBe(program('google-chrome'))
  })

  it('is had by the next way where a way leads to none, or to one that lacks what it needs', () => {
    const tried: string[] = []
    const way = (name: string, ...programs: readonly string[]) => {
      return (): readonly string[] => {
        tried.push(name)
        return programs
      }
    }
    const ways = [
      way('installed'),
      way('downloaded', program('chromium')),
      way('by the system', program('google-chrome')),
      way('never'),
    ]
    expect([findBrowser(ways), tried]).toEqual([program('google-chrome'), ['installed', 'downloaded', 'by the system']])
  })

  it('is asked for in words where there is none', () => {
    expect(() => findBrowser([() => [], () => [program('chromium')]])).toThrow('install Chrome or Chromium')
  })
})
