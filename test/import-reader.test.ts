/** Honest files as large as they may be: the thread that reads them has little memory. */

import { expect, test } from 'vitest'
import { createImportReader } from '../src/import-reader.ts'
import { mostEntries } from '../src/knowledge/dataset.ts'
import { mostBytes } from '../src/knowledge/exchange/draft.ts'

const entryAt = (at: number) => ({
  question: `How does thing number ${at} of the town work in winter?`,
  answer: `It works ${'quite well, and then some more. '.repeat(9)}${at}`,
  aliases: [`thing ${at}?`],
})

/** As many as fit, each written by `write`. */
function filled(write: (at: number) => string, head = '', between = '\n', tail = ''): Buffer {
  const parts: string[] = []
  let size = head.length + tail.length
  for (let at = 0; ; at += 1) {
    const part = write(at)
    size += part.length + between.length
    if (size > mostBytes || at === mostEntries) break
    parts.push(part)
  }
  return Buffer.from(head + parts.join(between) + tail)
}

const files: readonly (readonly [string, Buffer])[] = [
  ['a.json', filled((at) => JSON.stringify(entryAt(at)), '[', ',', ']')],
  ['small.json', filled((at) => `["Is it ${at}?","Yes."]`, '[', ',', ']')],
  [
    'a.csv',
    filled((at) => {
      const { question, answer, aliases } = entryAt(at)
      return `${question},"${answer}",${aliases[0]}`
    }, 'question,answer,aliases\n'),
  ],
  ['a.md', filled((at) => `## ${entryAt(at).question}\n\n${entryAt(at).answer}\n`)],
  ['a.yaml', filled((at) => `"${entryAt(at).question}":\n- It is ${at}\n- ${entryAt(at).answer}`)],
]

test.each(files)('%s of nearly a MiB is read whole', async (name, bytes) => {
  const found = await createImportReader().entries({ name, bytes })
  expect(found.skipped.length).toBe(0)
  expect(found.taken.length).toBeGreaterThan(2_000)
})
