/** Every dataset in the repository is sound, and its schemas say what the bot reads. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { answersFileSchema } from '../src/knowledge/dataset.ts'
import { problemLine } from '../src/knowledge/problem.ts'
import { styleFileSchema } from '../src/knowledge/style.ts'
import { checkDataset } from '../src/programs/data/check.ts'
import { schemaFiles } from '../src/programs/data/schema.ts'
import { loadDataset, readDataset, readStyle } from '../src/store/shipped.ts'
import { triviaItemFileSchema } from '../src/trivia/question.ts'

const examples = readdirSync('data/examples').map((name) => join('data/examples', name))
const today = new Date().toISOString().slice(0, 10)

describe.each(['data', ...examples])('the dataset in %s', (folder) => {
  test('passes every check', async () => {
    const findings = checkDataset(await readDataset(folder), await readStyle(folder), today)
    expect(findings.map((finding) => `[${finding.rule}] ${problemLine(finding)}`)).toEqual([])
  }, 60_000)

  test('is one that the bot starts with', async () => {
    const { entries, trivia } = await loadDataset(folder)
    expect(entries.length).toBeGreaterThanOrEqual(15)
    expect(trivia.length).toBeGreaterThanOrEqual(20)
  })

  test.each([
    ['answers', 'answers.schema.json'],
    ['trivia', 'trivia.schema.json'],
    ['.', 'style.schema.json'],
  ] as const)('has files in %s that their schema accepts and that name it', (part, schema) => {
    const ajv = new Ajv2020({ allErrors: true })
    addFormats.default(ajv)
    const validate = ajv.compile(JSON.parse(schemaFiles()[schema]))
    const names = readdirSync(join(folder, part)).filter((name) => name.endsWith('.json'))
    const own = part === '.' ? ['style.json'] : names
    for (const name of own) {
      const document = JSON.parse(readFileSync(join(folder, part, name), 'utf8'))
      validate(document)
      expect(validate.errors ?? [], name).toEqual([])
      const named = join(folder, part, document.$schema)
      expect(readFileSync(named, 'utf8'), named).toBe(schemaFiles()[schema])
    }
    expect(own.length).toBeGreaterThan(0)
  })
})

test.each(Object.entries(schemaFiles()))(
  'data/%s is up to date (npm run data -- schema)',
  (name, text) => {
    expect(readFileSync(join('data', name), 'utf8')).toBe(text)
  },
)

test('the shipped dataset is as large as promised', async () => {
  const { entries, trivia } = await loadDataset('data')
  expect(entries.length).toBeGreaterThanOrEqual(90)
  expect(trivia.length).toBeGreaterThanOrEqual(150)
})

test("the examples on the page about datasets of one's own are valid", () => {
  const page = readFileSync('docs/your-own-dataset.md', 'utf8')
  const blocks = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, block = '']) =>
    JSON.parse(block),
  )
  expect(blocks).toHaveLength(3)
  for (const [at, schema] of [answersFileSchema, triviaItemFileSchema, styleFileSchema].entries())
    expect(schema.safeParse(blocks[at]).error).toBeUndefined()
})
