/** The two kinds of trouble: a person's mistake, which is explained, and everything else, which is a bug. */

/** Something the person can put right; `message` is shown to them as it is and says what to do. */
export class UserError extends Error {
  override readonly name = 'UserError'
}

/** A start that cannot go on: shown as plain lines on the terminal, without a stack, then exit code `exitCode`. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly exitCode: number

  constructor(message: string, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
