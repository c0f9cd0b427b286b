import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readText } from '../../../src/knowledge/exchange/text.ts'

/** `question → paragraph / paragraph` of each draft. */
function takenFrom(...lines: string[]): string[] {
  return readText(lines.join('\n')).drafts.map(
    ({ question, answer }) => `${question} → ${[answer].flat().join(' / ')}`,
  )
}

function skippedFrom(...lines: string[]): string[] {
  return readText(lines.join('\n')).skipped.map(
    ({ line, reason, text }) => `${line} ${reason}: ${text}`,
  )
}

describe('questions on lines of their own', () => {
  test('are followed by their answers, with or without blank lines between', () => {
    expect(takenFrom('What is tea?', '', 'A drink.', '', 'Where is it from?', 'China.')).toEqual([
      'What is tea? → A drink.',
      'Where is it from? → China.',
    ])
    expect(takenFrom('What is tea?', 'A drink.', 'Where is it from?', 'China.')).toHaveLength(2)
  })

  test('know their lines', () => {
    const { drafts } = readText('\n\nWhat is tea?\n\nA drink.\n\nWho drinks it?\n\nMost.')
    expect(drafts.map(({ line }) => line)).toEqual([3, 7])
  })

  test('keep every paragraph of the answer', () => {
    expect(takenFrom('What is tea?', '', 'A drink.', '', 'And a plant.')).toEqual([
      'What is tea? → A drink. / And a plant.',
    ])
  })

  test('without an answer are reported, not dropped', () => {
    const lines = ['Why is tea green?', '', 'What is tea?', '', 'A drink.', '', 'And coffee?']
    expect(takenFrom(...lines)).toEqual(['What is tea? → A drink.'])
    expect(skippedFrom(...lines)).toEqual([
      '1 has no answer: Why is tea green?',
      '7 has no answer: And coffee?',
    ])
  })

  test('may be numbered, bulleted, in bold or in quotation marks', () => {
    expect(takenFrom('1. What is tea?', 'A drink.', '2) Who drinks it?', 'Most.')).toEqual([
      'What is tea? → A drink.',
      'Who drinks it? → Most.',
    ])
    expect(takenFrom('- **What is tea?**', '', 'A drink.')).toEqual(['What is tea? → A drink.'])
    expect(takenFrom('*What is “tea?”*', '', 'A drink.')).toEqual(['What is “tea?” → A drink.'])
  })

  test('may be wrapped', () => {
    expect(takenFrom('What is the drink that', 'people call tea?', '', 'A drink.')).toEqual([
      'What is the drink that people call tea? → A drink.',
    ])
  })

  test('may lack the question mark where they stand alone', () => {
    expect(
      takenFrom('What is tea?', '', 'A drink.', '', 'Why people drink it', '', 'It is good.'),
    ).toEqual(['What is tea? → A drink.', 'Why people drink it → It is good.'])
  })

  test('may follow a short answer on the next line', () => {
    expect(takenFrom('Where is it from?', 'China', 'What is it?', 'A drink')).toEqual([
      'Where is it from? → China',
      'What is it? → A drink',
    ])
  })

  test('may be numbered with Q here and there', () => {
    expect(
      takenFrom(
        '1) What is tea?',
        'A drink.',
        '',
        '2) Who drinks it?',
        'Most.',
        '',
        'Q3: Why?',
        'It is good.',
      ),
    ).toHaveLength(3)
  })

  test('may be in any script', () => {
    expect(takenFrom('什么是茶？', '', '饮料。', '', 'ما الشاي؟', '', 'مشروب.')).toHaveLength(2)
  })

  test('a rhetorical question inside a wrapped paragraph does not tear it', () => {
    const answer = ['People ask themselves at the table', 'what is it really?', 'and drink on.']
    expect(takenFrom('What is tea?', '', ...answer)).toHaveLength(1)
  })
})

describe('answers', () => {
  test('wrapped by an editor become one line', () => {
    const long = 'Tea is a drink that is made by pouring hot water on the leaves of'
    expect(takenFrom('What is tea?', '', long, 'a plant.')).toEqual([
      `What is tea? → ${long} a plant.`,
    ])
  })

  test('keep the lines of a list and of code, blank lines and all', () => {
    expect(takenFrom('Which teas are there?', '', '- green', '- black')).toEqual([
      'Which teas are there? → - green\n- black',
    ])
    const code = ['```', 'is this a question?', '', 'yes', '```']
    expect(takenFrom('How is it written?', '', ...code)).toEqual([
      `How is it written? → ${code.join('\n')}`,
    ])
  })

  test('are parted from the next question by rules too', () => {
    expect(takenFrom('What is tea?', 'A drink.', '---', 'Who drinks it?', 'Most.')).toHaveLength(2)
  })
})

describe('questions marked Q and answers marked A', () => {
  test.each([
    [['Q: What is tea?', 'A: A drink.', '', 'Q: Who drinks it', 'A: Most.']],
    [
      [
        'Question 1: What is tea?',
        'Answer: A drink.',
        'Question 2: Who drinks it',
        'Answer: Most.',
      ],
    ],
    [['**Q1:** What is tea?', '**A:** A drink.', '', '**Q2:** Who drinks it', '**A:** Most.']],
    [['q. What is tea?', '', 'A drink.', '', 'q. Who drinks it', '', 'Most.']],
    [['Q: What is tea? A: A drink.', 'Q: Who drinks it A: Most.']],
    [['Q1 What is tea?', 'A drink.', 'Q2 Who drinks it', 'Most.']],
  ])('%j', (lines) => {
    expect(takenFrom(...lines)).toEqual(['What is tea? → A drink.', 'Who drinks it → Most.'])
  })

  test('may be marked with full stops, and lists keep theirs', () => {
    expect(takenFrom('Q. What is tea?', 'A. A drink.', 'A. First', 'B. Second')).toEqual([
      'What is tea? → A drink.\nA. First\nB. Second',
    ])
  })

  test('make every other question part of an answer', () => {
    expect(takenFrom('Q: What is tea?', 'A: A drink.', '', 'Who would not want it?')).toEqual([
      'What is tea? → A drink. / Who would not want it?',
    ])
  })

  test('may be wrapped', () => {
    expect(takenFrom('Q: What is', 'tea?', 'A: A', 'drink.')).toEqual(['What is tea? → A\ndrink.'])
  })
})

describe('Markdown headings', () => {
  test('are the questions, sections above them the topics', () => {
    const { drafts } = readText('# Tea\n## Basics\n### What is tea?\nA drink.\n### Brewing\nHot.')
    expect(drafts.map(({ question, more }) => [question, more?.topics])).toEqual([
      ['What is tea?', ['Basics']],
      ['Brewing', ['Basics']],
    ])
  })

  test('below a question belong to its answer', () => {
    expect(takenFrom('## What is tea?', 'A drink.', '### More', 'And a plant.')).toEqual([
      'What is tea? → A drink. / **More** / And a plant.',
    ])
  })

  test('part questions that are lines', () => {
    const { drafts } = readText(
      '# Tea\n\nWhat is tea?\n\nA drink.\n\n# Coffee\n\nWhat is it?\n\nAnother.',
    )
    expect(drafts.map(({ more }) => more?.topics)).toEqual([['Tea'], ['Coffee']])
  })

  test('that ask nothing are taken where nothing asks', () => {
    expect(takenFrom('# Words', '## Oolong', 'Half fermented.', '## Matcha', 'Powder.')).toEqual([
      'Oolong → Half fermented.',
      'Matcha → Powder.',
    ])
  })

  test('lose links, anchors and marks', () => {
    expect(takenFrom('## **What** is [tea](http://x)? {#tea}', 'A drink.')).toEqual([
      'What is tea? → A drink.',
    ])
  })
})

describe('text that belongs to no question', () => {
  test('is reported with its line', () => {
    expect(skippedFrom('Welcome, everyone.', '', 'What is tea?', '', 'A drink.')).toEqual([
      '1 belongs to no question: Welcome, everyone.',
    ])
  })

  test('is not lost where questions open paragraphs', () => {
    const lines = ['What is tea? A drink.', '', 'And so on.', '', 'Who drinks it? Most do.']
    expect(takenFrom(...lines)).toEqual([
      'What is tea? → A drink. / And so on.',
      'Who drinks it? → Most do.',
    ])
  })
})

test('any text is read, and each draft has a question, an answer and a line of the text', () => {
  const piece = fc.constantFrom(
    'Q: ',
    'A: ',
    'What is it?',
    '# ',
    '## Why?',
    '\n',
    '\n\n',
    '```',
    '- ',
    '1. ',
    '**',
    '---',
    '? ',
    'Is it so? Yes.',
  )
  const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 40 })
  fc.assert(
    fc.property(text, (pieces) => {
      const whole = pieces.join('')
      const lines = whole.split('\n').length
      const { drafts, skipped } = readText(whole)
      for (const { line } of [...drafts, ...skipped]) {
        expect(line).toBeGreaterThanOrEqual(1)
        expect(line).toBeLessThanOrEqual(lines)
      }
      for (const { answer } of drafts) expect([answer].flat().length).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})
