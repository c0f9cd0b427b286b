import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StartError } from '../../../src/errors.ts'
import { runData } from '../../../src/programs/data/run.ts'
import { loadDataset } from '../../../src/store/shipped.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-'))
})

afterEach(() => rm(folder, { recursive: true }))

async function put(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  return path
}

interface Run {
  readonly code: number
  /** What was printed and, where the program refused, why. */
  readonly text: string
}

async function run(...args: string[]): Promise<Run> {
  const lines: string[] = []
  try {
    const code = await runData(args, (line) => lines.push(line))
    return { code, text: lines.join('\n') }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return { code: error.exitCode, text: [...lines, error.message].join('\n') }
  }
}

const questions = `Why is tea green?

What is tea?

A drink.

Who brought tea to Europe?

Traders did.
`

describe('the program', () => {
  test.each([[[]], [['--help']], [['import', '-h']]])('explains itself with %j', async (args) => {
    const { code, text } = await run(...args)
    expect(code).toBe(0)
    expect(text).toContain('Usage: npm run data -- COMMAND')
  })

  test.each([
    [['imprt'], 'There is no command "imprt".'],
    [['import'], 'Which file is to be imported?'],
    [['check', 'a', 'b'], 'Too many names: b'],
    [['check', '--force'], '"check" has no option --force.'],
    [['check', '--fource'], "Unknown option '--fource'"],
  ])('does not understand %j, says why and exits with 2', async (args, why) => {
    const { code, text } = await run(...args)
    expect(code).toBe(2)
    expect(text).toContain(why)
    expect(text).toContain('Usage:')
  })
})

describe('import', () => {
  test('writes what it took and tells the rest, with lines', async () => {
    const file = await put('tea.txt', questions)
    const out = join(folder, 'mine', 'answers', 'tea.json')
    const { code, text } = await run('import', file, '--out', out)
    expect(code).toBe(0)
    expect(text).toContain('2 entries taken, 1 skipped.')
    expect(text).toContain('line 3: took "What is tea?"')
    expect(text).toContain('line 1: skipped, as it has no answer: "Why is tea green?"')
    expect(text).toContain('2 entries name no source')
    const { entries } = await loadDataset(join(folder, 'mine'))
    expect(entries.map(({ id }) => id)).toEqual(['what-is-tea', 'who-brought-tea-to-europe'])
    const document = JSON.parse(await readFile(out, 'utf8'))
    expect(document).toMatchObject({ title: 'Tea', description: 'Imported from tea.txt.' })
    expect(document.$schema).toMatch(/data\/answers\.schema\.json$/)
  })

  test('takes a title and a format', async () => {
    const file = await put('export.dat', 'question;answer\nWhat is tea?;A drink.')
    const out = join(folder, 'a.json')
    expect(
      (await run('import', file, '--out', out, '--format', 'csv', '--title', 'My tea')).code,
    ).toBe(0)
    expect(JSON.parse(await readFile(out, 'utf8')).title).toBe('My tea')
    expect((await run('import', file, '--out', out, '--format', 'xls')).code).toBe(2)
  })

  test('writes nothing in a dry run', async () => {
    const file = await put('tea.txt', questions)
    const { code, text } = await run('import', file, '--out', join(folder, 'a.json'), '--dry-run')
    expect(code).toBe(0)
    expect(text).toContain('2 entries taken')
    expect(await readdir(folder)).toEqual(['tea.txt'])
  })

  test('replaces a file only when told to', async () => {
    const file = await put('tea.txt', questions)
    const out = await put('answers/tea.json', '{"title":"T","description":"D","entries":[]}')
    const refused = await run('import', file, '--out', out)
    expect(refused.code).toBe(1)
    expect(refused.text).toContain('is there already')
    expect(await readFile(out, 'utf8')).toContain('"entries":[]')
    expect((await run('import', file, '--out', out, '--force')).code).toBe(0)
    expect(await readFile(out, 'utf8')).toContain('what-is-tea')
    expect(await readdir(dirname(out))).toEqual(['tea.json'])
  })

  test('leaves answers beside it alone, and warns of questions that are much like theirs', async () => {
    await run(
      'import',
      await put('tea.txt', questions),
      '--out',
      join(folder, 'answers', 'tea.json'),
    )
    const more = await put(
      'more.txt',
      'What is tea?\n\nA plant.\n\nWho brought the tea to Europe?\n\nI do.\n',
    )
    const { code, text } = await run('import', more, '--out', join(folder, 'answers', 'more.json'))
    expect(code).toBe(0)
    expect(text).toContain('skipped, as it is answered already by the entry "what-is-tea"')
    expect(text).toContain(
      'warning: "Who brought the tea to Europe?" is much like "Who brought tea to Europe?" (who-brought-tea-to-europe)',
    )
    expect((await loadDataset(folder)).entries).toHaveLength(3)
  })

  test("tells how to start a dataset of one's own where all is answered already", async () => {
    const file = await put('tea.txt', questions)
    await run('import', file, '--out', join(folder, 'answers', 'tea.json'))
    const { code, text } = await run('import', file, '--out', join(folder, 'answers', 'again.json'))
    expect(code).toBe(1)
    expect(text).toContain('Nothing was taken, so nothing was written.')
    expect(text).toContain('--out my-data/answers/again.json')
  })

  test.each<[string, string, string | Uint8Array, string]>([
    [
      'broken JSON',
      'a.json',
      '[\n  {"q": "A?" "a": "a"}\n]',
      'a.json: Line 2, column 14: a comma is missing before this',
    ],
    [
      'a broken table',
      'a.csv',
      'question,answer\nA?,"a',
      'a.csv: Line 2: a quotation mark is opened and never closed',
    ],
    ['a picture', 'a.txt', Uint8Array.of(1, 0, 2), 'a.txt: Line 1: this is not a text file'],
    ['a file without end', 'a.txt', Buffer.alloc(3 * 1024 * 1024, 'a'), 'larger than 1 MiB'],
    ['a bomb of brackets', 'a.json', '['.repeat(100_000), 'nested more than 8 levels deep'],
    ['nothing to take', 'a.txt', 'Hello.', 'Nothing was taken'],
  ])('changes nothing for %s, and names the place', async (_, name, content, why) => {
    const file = await put(name, content)
    const { code, text } = await run('import', file, '--out', join(folder, 'answers', 'a.json'))
    expect(code).toBe(1)
    expect(text).toContain(why)
    expect(await readdir(folder)).toEqual([name])
  })

  test('says so where the file is missing, or the folder cannot be written to', async () => {
    expect((await run('import', join(folder, 'none.txt'))).text).toContain('cannot be read')
    const file = await put('tea.txt', questions)
    const { code, text } = await run('import', file, '--out', join(file, 'a.json'))
    expect(code).toBe(1)
    expect(text).toMatch(/cannot be (?:read|written)/)
  })

  test('adds nothing to answers that are broken', async () => {
    await put('answers/broken.json', '{\n')
    const file = await put('tea.txt', questions)
    const { code, text } = await run('import', file, '--out', join(folder, 'answers', 'tea.json'))
    expect(code).toBe(1)
    expect(text).toContain('broken.json:2:1: a closing } is missing')
    expect(await readdir(join(folder, 'answers'))).toEqual(['broken.json'])
  })
})

const answers = JSON.stringify({
  title: 'Tea',
  description: 'On tea.',
  entries: [
    {
      id: 'tea',
      question: 'What is <b>tea</b>?',
      answer: 'A **drink**. <script>alert(1)</script> See [here](https://tea.org/?a=1&b=2).',
      aliases: ['cha'],
      sources: [{ title: 'The Book of Tea', publisher: 'Putnam', year: 1906 }],
      checked: '2024-05-20',
      contested: {
        note: 'Disputed.',
        positions: [
          { who: 'Some', view: 'A drink.' },
          { who: 'Others', view: 'A plant.' },
        ],
      },
    },
  ],
})

describe('check', () => {
  test('exits with 0 where all is well', async () => {
    await put('answers/tea.json', answers)
    expect(await run('check', folder)).toEqual({
      code: 0,
      text: 'All is well: 1 answers with 2 wordings, 0 trivia questions.',
    })
  })

  test('exits with 1 and names file, line and rule', async () => {
    const file = await put('answers/tea.json', answers.replace('"checked":"2024-05-20",', ''))
    const { code, text } = await run('check', folder)
    expect(code).toBe(1)
    expect(text).toContain(`${file}:1: [sources] "tea" does not say when it was checked`)
    expect(text).toContain('1 problem in 1 answers')
  })

  test('holds the dataset against a style of its own, and that against its schema', async () => {
    await put('answers/tea.json', answers)
    const style = await put('style.json', '{ "avoid": [{ "phrases": ["drink"] }] }')
    expect((await run('check', folder)).text).toContain('[words] "drink" is to be avoided')
    await put('style.json', '{ "avoid": [{ "words": ["drink"] }] }')
    const { code, text } = await run('check', folder)
    expect(code).toBe(1)
    expect(text).toContain(`${style}:1:13: avoid[0].phrases is missing`)
  })

  test('says so where there is nothing to check', async () => {
    const { code, text } = await run('check', join(folder, 'none'))
    expect(code).toBe(1)
    expect(text).toContain('There is no dataset in')
  })
})

test('stats counts what there is', async () => {
  await put('answers/tea.json', answers)
  const { code, text } = await run('stats', folder)
  expect(code).toBe(0)
  expect(text).toContain('Answers: 1')
  expect(text).toContain('contested: 1')
  expect(text).toContain('checked: 2024-05-20 to 2024-05-20')
  expect(text).toContain('Trivia: 0')
})

test('review writes one page that needs nothing else and runs nothing', async () => {
  await put('answers/tea.json', answers)
  const out = join(folder, 'review.html')
  const { code, text } = await run('review', folder, '--out', out)
  expect(code).toBe(0)
  expect(text).toContain(out)
  const page = await readFile(out, 'utf8')
  expect(page).toContain('A <strong>drink</strong>.')
  expect(page).toContain('<a href="https://tea.org/?a=1&#38;b=2">here</a>')
  expect(page).toContain('What is &#60;b&#62;tea&#60;/b&#62;?')
  expect(page).toContain('The Book of Tea')
  expect(page).not.toMatch(/<script|<link|<img|@import|url\(/)
})

test('schema writes the schemas that editors use', async () => {
  expect((await run('schema', folder)).code).toBe(0)
  expect((await readdir(folder)).sort()).toEqual([
    'answers.schema.json',
    'style.schema.json',
    'trivia.schema.json',
  ])
})
