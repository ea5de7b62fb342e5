import { Fault } from '../../fault.js'

/** More bytes wait for the log than we may hold: nothing of the append was queued. Try again later. */
export class LogBusy extends Fault {
  override readonly name = 'LogBusy'
}
