import { describe, expect, it } from '@jest/globals'
import type { Command } from 'commander'
import { trellisProgram } from '../program.js'
import { ACTS, LOOKS } from './acts.js'
import { nameOf } from './record-acts.js'

/** How a command shows something, or where things are: nothing that was done. */
const OF_NO_ACT = ['json', 'dir', 'help']

const commands = leavesOf(trellisProgram())

describe('every command of the command line', () => {
  it('is recorded, or changes nothing: each stands in one of the two lists', () => {
    const names = commands.map(nameOf)
    expect(names.length).toBeGreaterThan(20)
    const unlisted = names.filter((name) => !(name in ACTS) && !LOOKS.includes(name))
    expect(unlisted.map((name) => `Put '${name}' into ACTS or LOOKS of tools/trellis/src/audit-log/acts.ts`)).toEqual([])
    expect(LOOKS.filter((name) => name in ACTS)).toEqual([])
    expect([...Object.keys(ACTS), ...LOOKS].filter((name) => !names.includes(name))).toEqual([])
  })

  it.each(Object.keys(ACTS))('%s says of each argument whether its value is written down', (name) => {
    const command = commands.find((each) => nameOf(each) === name)
    const { values, others = [] } = ACTS[name] ?? { values: [] }
    const has = [
      ...(command?.registeredArguments.map((argument) => argument.name()) ?? []),
      ...(command?.options.map((option) => option.attributeName()) ?? []),
    ].filter((each) => !OF_NO_ACT.includes(each))
    expect([...values, ...others].toSorted()).toEqual(has.toSorted())
  })
})

function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf)
}
