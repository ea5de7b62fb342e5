import { CommandHint } from '../../components/command-hint.js'

/** What makes the tables again, out of raw and under the switches as they are. */
export function Rebuild() {
  return <CommandHint command="npm run trellis -- rebuild" />
}
