import { expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { readTags } from '../../../src/knowledge/exchange/tags.ts'
import { formatOf, importEntries } from '../../../src/knowledge/exchange.ts'

const tags = `[voice-region]
keywords = ["vr", "move-server"]
content = """
Regions are chosen **by themselves**.
"""

["no thing"]
keywords = ["x"]

[first_steps]
content = "Read the guide."
hoisted = true
`

test('a tag becomes an entry: name, keywords, content, and whether it stands out', () => {
  const { taken, skipped } = importEntries(tags, formatOf('tags.toml', tags))
  expect(taken).toEqual([
    {
      line: 1,
      entry: {
        id: 'voice-region',
        question: 'voice region',
        answer: 'Regions are chosen **by themselves**.',
        aliases: ['vr', 'move server'],
      },
    },
    {
      line: 10,
      entry: {
        id: 'first-steps',
        question: 'first steps',
        answer: 'Read the guide.',
        pinned: true,
      },
    },
  ])
  expect(skipped).toEqual([{ line: 7, reason: 'has no content', text: 'no thing' }])
})

test.each([
  ['[a]\ncontent = "b\n', /^Line 2: this is not TOML: /],
  ['[a]\n[a]\n', /^Line 2: this is not TOML: /],
  ['x = 1\n[a.b.c.d.e.f.g.h.i.j]\n', /^Line 2: is nested more than 8 levels deep/],
])('%j is refused with its line', (text, words) => {
  expect(() => readTags(text)).toThrow(UserError)
  expect(() => readTags(text)).toThrow(words)
})
