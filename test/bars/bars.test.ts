import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loads } from '../load/loads.ts'
import { bars } from './bars.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>
}

test('there are twenty bars, each with something that shows it, and that is there', () => {
  expect(bars.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  for (const { files = [], loads: names = [], programs = [] } of bars) {
    expect(files.length + names.length + programs.length).toBeGreaterThan(0)
    expect(files.filter((file) => !existsSync(file))).toEqual([])
    expect(names.filter((name) => !loads.has(name))).toEqual([])
    expect(programs.filter((name) => !(name in scripts))).toEqual([])
  }
})
