import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-'))
})

afterEach(() => rm(folder, { recursive: true }))

async function runProgram(...args: string[]) {
  const child = spawn(process.execPath, ['src/programs/data.ts', ...args])
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { out, err, code: await ended }
}

test('npm run data prints to the terminal and exits with its code', async () => {
  const { out, code } = await runProgram('stats', 'data/examples/metric-system')
  expect(out).toContain('Answers: 18')
  expect(code).toBe(0)
})

test('npm run data says what is wrong in plain lines, without a stack', async () => {
  const file = join(folder, 'a.json')
  await writeFile(file, '[{]')
  const { out, err, code } = await runProgram('import', file, '--out', join(folder, 'b.json'))
  expect(out).toBe('')
  expect(err).toMatch(/^\S+a\.json: Line 1, column 3: [^\n]+\n$/)
  expect(code).toBe(1)
})
