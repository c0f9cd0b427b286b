/** The page about the playground names a test for everything it promises; each is there. */

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('every row of the table names a test that there is', () => {
  const page = readFileSync('docs/playground.md', 'utf8')
  const rows = [...page.matchAll(/^\| .+ \| (\w+) › (.+) \|$/gm)]
  const missing = rows.filter(([, file, name = '']) => {
    const text = readFileSync(`test/playground/${file}.test.ts`, 'utf8').replaceAll("\\'", "'")
    return !text.includes(`'${name}'`)
  })
  expect(rows.length).toBeGreaterThan(60)
  expect(missing.map(([row]) => row)).toEqual([])
})
