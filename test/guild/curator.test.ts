import { expect, test } from 'vitest'
import { mayCurate } from '../../src/guild/curator.ts'

test.each([
  ['nothing', 0n, [], '', false],
  ['Manage Messages', 1n << 13n, [], '', true],
  ['Administrator', 1n << 3n, [], '', true],
  ['Manage Server alone', 1n << 5n, [], '', false],
  ['the curator role', 0n, ['7'], '7', true],
  ['another role', 0n, ['8'], '7', false],
  ['no role where none is chosen', 0n, [''], '', false],
] as const)('a person with %s may curate or not', (_who, permissions, roles, curators, may) => {
  expect(mayCurate({ permissions, roles }, { curators })).toBe(may)
})
