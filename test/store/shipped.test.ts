import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StartError } from '../../src/errors.ts'
import { loadDataset, readDataset } from '../../src/store/shipped.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dataset-'))
})

afterEach(() => rm(folder, { recursive: true }))

async function put(name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true })
  await writeFile(join(folder, name), content)
}

function answers(...ids: string[]): string {
  const entries = ids.map((id) => ({ id, question: `What is ${id}?`, answer: 'A thing.' }))
  return JSON.stringify({ title: 'Things', description: 'What they are.', entries })
}

const trivia = JSON.stringify({
  title: 'Things',
  description: 'What they are.',
  items: [
    {
      id: 'first',
      question: 'Which is first?',
      right: 'One',
      wrong: ['Two', 'Three', 'Four'],
      note: 'So one counts.',
      sources: [{ title: 'Counting', publisher: 'School', year: 2000 }],
      difficulty: 'easy',
      entry: 'one',
      topics: [],
    },
  ],
})

async function refusal(): Promise<string> {
  const error = await loadDataset(folder).catch((reason) => reason)
  expect(error).toBeInstanceOf(StartError)
  expect((error as StartError).exitCode).toBe(1)
  return (error as StartError).message
}

describe('a dataset on disk', () => {
  test('is read from both folders, files in the order of their names', async () => {
    await put('answers/b.json', answers('two'))
    await put('answers/a.json', answers('one'))
    await put('answers/notes.txt', 'not for us')
    await put('trivia/t.json', trivia)
    const { entries, trivia: items } = await loadDataset(folder)
    expect(entries.map(({ id }) => id)).toEqual(['one', 'two'])
    expect(items.map(({ id }) => id)).toEqual(['first'])
  })

  test('needs no trivia', async () => {
    await put('answers/a.json', answers('one'))
    expect((await loadDataset(folder)).trivia).toEqual([])
  })

  test('may begin with a byte order mark', async () => {
    await put('answers/a.json', `\uFEFF${answers('one')}`)
    expect((await loadDataset(folder)).entries).toHaveLength(1)
  })

  test('is refused with every wrong file and line at once', async () => {
    await put('answers/a.json', '{\n  "title": "A",\n}')
    await put('answers/b.json', answers('one', 'one'))
    await put('trivia/t.json', '{ "title": 1 }')
    const message = await refusal()
    expect(message).toContain(`${join('answers', 'a.json')}:3:1: a comma stands before`)
    expect(message).toContain(`${join('answers', 'b.json')}:1: the id "one" is taken`)
    expect(message).toContain(`${join('trivia', 't.json')}:1:3: title must be text`)
    expect(message).not.toContain('    at ')
  })

  test('tells no more than twenty problems', async () => {
    await put('answers/a.json', answers(...Array.from({ length: 30 }, (_, at) => `Bad ${at}`)))
    expect(await refusal()).toMatch(/and 10 more/)
  })

  test('is refused where the folder is missing or holds no answers', async () => {
    expect(await refusal()).toContain(`There is no dataset in ${folder}`)
    await put('answers/readme.txt', 'nothing yet')
    expect(await refusal()).toContain('at least one .json file')
  })

  test('is refused where a file is not text in UTF-8', async () => {
    await put('answers/a.json', Uint8Array.of(0x7b, 0xff, 0x7d))
    expect(await refusal()).toContain('is not text in UTF-8')
  })

  test('starts with loose ends, which a reading tells', async () => {
    await put('answers/a.json', answers('two'))
    await put('trivia/t.json', trivia)
    expect((await loadDataset(folder)).trivia).toHaveLength(1)
    expect((await readDataset(folder)).trivia.loose).toHaveLength(1)
  })
})
