import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { itemFrom } from '../../src/trivia/from-entry.ts'
import {
  fieldsOf,
  insidersOf,
  noFields,
  type OwnQuestion,
  readQuestion,
  sameQuestion,
} from '../../src/trivia/own.ts'
import { questionsIn } from '../../src/trivia/question-files.ts'
import { item } from './game.ts'

const base = { id: 'own-1', difficulty: 'hard', entry: '', sources: [] } as const
const fields = {
  question: 'Which river\nflows here?',
  right: 'The Ibar | Ibar | Ibër',
  wrong: 'The Drin\n\nThe Lab\nThe Sava',
  note: ' It does. ',
  topics: 'rivers, Rivers, maps',
}

describe('a form', () => {
  test('becomes a question, with other right answers and three wrong ones', () => {
    expect(readQuestion(fields, base)).toEqual({
      item: {
        ...{ id: 'own-1', difficulty: 'hard', entry: '', sources: [] },
        ...{ question: 'Which river flows here?', right: 'The Ibar', accept: ['Ibar', 'Ibër'] },
        ...{
          wrong: ['The Drin', 'The Lab', 'The Sava'],
          note: 'It does.',
          topics: ['rivers', 'maps'],
        },
      },
    })
  })

  test('says everything that is wrong with it', () => {
    const reading = readQuestion({ ...noFields, wrong: 'One\ntwo', right: 'x'.repeat(80) }, base)
    const said = 'problems' in reading ? reading.problems.join('\n') : ''
    expect(said).toContain('Wrong answers: write 3')
    expect(said).toContain('Question: ')
    expect(said).toMatch(/Right answer: .*75/)
    const alike = readQuestion({ ...fields, wrong: 'the IBAR\nThe Lab\nThe Sava' }, base)
    expect(JSON.stringify(alike)).toContain('reads the same')
  })

  test('whatever is typed is a question or a list of problems, and what it shows again is the same', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 90 })
    const lines = fc.array(text, { maxLength: 4 }).map((all) => all.join('\n'))
    fc.assert(
      fc.property(text, text, lines, text, text, (question, right, wrong, note, topics) => {
        const reading = readQuestion({ question, right, wrong, note, topics }, base)
        if ('problems' in reading) expect(reading.problems.length).toBeGreaterThan(0)
        else expect(readQuestion(fieldsOf(reading.item), base)).toEqual(reading)
      }),
    )
  })
})

const own = (id: string, more: Partial<OwnQuestion> = {}): OwnQuestion => ({
  ...{ guild: 'g', id, standing: 'live', of: { item: item(1) }, author: `author of ${id}` },
  ...{ changedBy: `changer of ${id}`, at: 0, changedAt: 0, ...more },
})

test('a question that is asked already is found, unless it is the same one or was removed', () => {
  const { question } = item(1)
  expect(sameQuestion([own('a')], { id: 'b', question: question.toUpperCase() })?.id).toBe('a')
  expect(sameQuestion([own('a')], { id: 'a', question })).toBeUndefined()
  expect(sameQuestion([own('a', { standing: 'removed' })], { id: 'b', question })).toBeUndefined()
})

test('who wrote a question that is asked knows its answer, and so does who changed any of late', () => {
  const day = 86_400_000
  const all = [own('a'), own('b'), own('c', { changedAt: 2 * day - 5 })]
  expect(insidersOf(all, new Set(['a']), 2 * day)).toEqual([
    'author of a',
    'changer of a',
    'changer of c',
  ])
})

describe('a question out of an answer', () => {
  const entries = ['euro', 'flag', 'anthem', 'police', 'court'].map((id) =>
    entryOf({
      id,
      question: `What is the ${id}?`,
      answer: `It is **known** as [${id}](https://a.example). More.`,
      topics: ['basics'],
    }),
  )
  const [euro] = entries as [(typeof entries)[0]]

  test('shows the beginning of the answer and asks which question it answers', () => {
    const made = itemFrom('own-1', euro, entries, new Set())
    expect(made?.question).toBe('Which question does this answer? “It is known as euro.”')
    expect(made?.right).toBe('What is the euro?')
    expect(new Set([made?.right, ...(made?.wrong ?? [])]).size).toBe(4)
    expect(made?.entry).toBe('euro')
    expect(itemFrom('own-1', euro, entries, new Set())).toEqual(made)
  })

  test('has nothing beside it that the search takes for the same, and is not made where too little is left', () => {
    for (let seed = 0; seed < 20; seed++)
      expect(itemFrom(`own-${seed}`, euro, entries, new Set(['flag']))?.wrong).not.toContain(
        'What is the flag?',
      )
    expect(itemFrom('own-1', euro, entries, new Set(['flag', 'anthem']))).toBeUndefined()
    const long = { ...euro, question: `${'x'.repeat(80)}?` }
    expect(itemFrom('own-1', long, entries, new Set())).toBeUndefined()
  })
})

describe('a file', () => {
  test('of the Open Trivia Database gives its questions, and says which it leaves out', () => {
    const file = {
      results: [
        {
          type: 'multiple',
          difficulty: 'easy',
          category: 'History',
          question: 'Who &quot;won&quot;?',
          correct_answer: 'A',
          incorrect_answers: ['B', 'C', 'D'],
        },
        {
          type: 'boolean',
          difficulty: 'easy',
          category: 'History',
          question: 'Is it?',
          correct_answer: 'True',
          incorrect_answers: ['False'],
        },
      ],
    }
    const { questions, skipped } = questionsIn(JSON.stringify(file), 'json')
    expect(questions).toHaveLength(1)
    expect(questions[0]?.item).toMatchObject({
      question: 'Who "won"?',
      right: 'A',
      wrong: ['B', 'C', 'D'],
      difficulty: 'easy',
      topics: ['History'],
    })
    expect(skipped).toEqual([{ place: 2, reason: expect.stringContaining('true') }])
  })

  test('of Red has the other answers of the list as wrong ones, numbers beside numbers', () => {
    const list = ['1999', '2008', '1244', '2010', 'Pristina', 'Mitrovica', 'Prizren', 'Peja']
    const yaml = list
      .map((answer, at) => `"Question ${at}?":\n- "${answer}"\n- "or ${answer}"`)
      .join('\n')
    const { questions, skipped } = questionsIn(yaml, 'yaml')
    expect(skipped).toEqual([])
    expect(questions).toHaveLength(8)
    const year = questions.find(({ item }) => item.right === '1999')?.item
    expect([...(year?.wrong ?? [])].sort()).toEqual(['1244', '2008', '2010'])
    expect(year?.accept).toEqual(['or 1999'])
    expect(questionsIn('"Alone?":\n- "yes"', 'yaml').skipped[0]?.reason).toContain('too few')
  })

  test('in our own format and as a table gives the same', () => {
    const one = {
      question: 'Q?',
      right: 'A',
      wrong: ['B', 'C', 'D'],
      note: 'N',
      topics: ['t'],
      difficulty: 'hard',
    }
    const json = questionsIn(JSON.stringify({ items: [one] }), 'json').questions
    const csv = questionsIn(
      'Question,Right,Wrong1,Wrong2,Wrong3,Note,Topics,Difficulty\nQ?,A,B,C,D,N,t,hard',
      'csv',
    ).questions
    expect(csv).toEqual(json)
    expect(json[0]?.item).toMatchObject(one)
  })

  test('that holds none, or too many, is refused with what to do', () => {
    expect(() => questionsIn('hello', 'text')).toThrow('JSON')
    expect(() => questionsIn('{', 'json')).toThrow('not valid JSON')
    expect(() => questionsIn('{}', 'json')).toThrow('list of questions')
    expect(() => questionsIn('a,b\n1,2', 'csv')).toThrow('columns')
    const many = Array.from({ length: 1_001 }, () => ({ question: 'Q?' }))
    expect(() => questionsIn(JSON.stringify(many), 'json')).toThrow('at most 1000')
  })

  test('whatever is in it, it is read or refused, and never breaks', () => {
    const value = fc.oneof(fc.string(), fc.json())
    fc.assert(
      fc.property(value, fc.constantFrom('json', 'csv', 'yaml'), (text, format) => {
        try {
          questionsIn(text, format as 'json')
        } catch (error) {
          expect((error as Error).name).toBe('UserError')
        }
      }),
    )
  })
})
