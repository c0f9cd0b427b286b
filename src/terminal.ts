/** What every program started from a terminal does with an error, a signal and an exit code. */

import { StartError } from './errors.ts'

/** Node's longest timer, in milliseconds. */
const longest = 2_147_483_647

/**
 * Runs `main` and exits with the code it returns, whatever sockets are still open, and not before, although it may wait
 * for nothing but a timer. A StartError is told as plain lines without a stack; anything else is a bug and keeps its
 * stack.
 */
export async function runProgram(main: () => Promise<number>): Promise<never> {
  // Our clock's timers do not keep a process alive: it would end in the midst of a wait, as with Node's code 13.
  setInterval(() => {}, longest)
  try {
    process.exit(await main())
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    process.exit(error.exitCode)
  }
}

/** Resolves with the name of the first SIGINT or SIGTERM; a second one ends the process at once. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130))
        resolve(signal)
      })
    }
  })
}
