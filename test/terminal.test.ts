import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const terminal = join(import.meta.dirname, '../src/terminal.ts')
const clock = join(import.meta.dirname, '../src/clock.ts')

/** Runs `main`, the text of a function, as a program does. */
function run(main: string) {
  const program = `
    import { runProgram } from ${JSON.stringify(terminal)}
    import { systemClock } from ${JSON.stringify(clock)}
    await runProgram(${main})`
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program]
  return spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 10_000 })
}

test('a program that waits for nothing but its own clock goes on to its end', () => {
  const { status, stderr } = run('() => new Promise((end) => systemClock.after(50, () => end(0)))')
  expect(stderr).toBe('')
  expect(status).toBe(0)
})

test('a bug in a program keeps its stack and ends it', () => {
  const { status, stderr } = run('async () => { throw new TypeError("a bug") }')
  expect(stderr).toContain('TypeError: a bug')
  expect(status).toBe(1)
})
