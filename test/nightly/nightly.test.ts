import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { proofSize, readSizes, sizesText } from '../support/proof-size.ts'
import { runOf } from '../support/run-files.ts'
import { proofs } from './parts.ts'

describe('the size of a proof', () => {
  test('is that of CI unless something else is said, and only where it is said', () => {
    expect(readSizes('')).toEqual({ ...proofSize, histories: 20_000, kills: 60, ids: 20_000 })
    expect(readSizes('kills=1000 seed=7')).toEqual({ ...readSizes(''), kills: 1_000, seed: 7 })
  })

  test('is not guessed: what is not understood is refused', () => {
    for (const wrong of ['kill=1', 'kills', 'kills=-1', 'kills=1,histories=2', 'toString=1'])
      expect(() => readSizes(wrong), wrong).toThrow('is not understood')
  })

  test('reaches the proofs as it was said', () => {
    for (const { sizes } of proofs) expect(readSizes(sizesText(sizes))).toMatchObject(sizes)
  })
})

test('every part of a night has its files, and is longer than what CI does', () => {
  for (const { files, sizes } of proofs) {
    expect(files.filter((file) => !existsSync(file))).toEqual([])
    for (const [name, size] of Object.entries(sizes))
      expect(size, name).toBeGreaterThan(readSizes('')[name as 'kills'])
  }
})

describe('what vitest reports', () => {
  const result = (fullName: string, status: string, measured?: string) => ({
    ...{ fullName, status, meta: measured === undefined ? {} : { measured } },
  })
  const file = (
    name: string,
    status: string,
    ...assertionResults: ReturnType<typeof result>[]
  ) => ({
    ...{ name: `/somewhere/${name}`, status, assertionResults },
  })

  test('is passed where every test of a file did, with what they measured', () => {
    const whole = file('a.proof.ts', 'passed', result('one', 'passed', '5 kills'))
    expect(runOf({ testResults: [whole] }).shown(['a.proof.ts'])).toEqual(
      new Map([['a.proof.ts', { measured: 'a.proof.ts: 1 of 1 tests; 5 kills', met: true }]]),
    )
  })

  test('is failed where a test did, was skipped, or the file broke beside its tests', () => {
    const files = [
      file('a.test.ts', 'failed', result('one', 'passed'), result('two', 'failed')),
      file('b.test.ts', 'failed', result('three', 'passed')),
      file('c.test.ts', 'passed', result('four', 'pending')),
      file('d.test.ts', 'passed'),
    ]
    const run = runOf({ testResults: files })
    expect(run.failed).toEqual(['two', '/somewhere/b.test.ts'])
    expect(run.passed).toBe(2)
    const told = { ...file('b.test.ts', 'failed'), message: 'a hook timed out' }
    expect(runOf({ testResults: [told] }).failed[0]).toContain('a hook timed out')
    const shown = run.shown(['a.test.ts', 'b.test.ts', 'c.test.ts', 'd.test.ts', 'e.test.ts'])
    expect([...shown.values()].filter(({ met }) => met)).toEqual([])
  })
})
