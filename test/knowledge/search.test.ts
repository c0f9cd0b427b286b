import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Entry, entryOf } from '../../src/knowledge/entry.ts'
import {
  addEntry,
  buildIndex,
  buildIndexInSlices,
  layered,
  nearDuplicates,
  removeEntry,
  search,
  suggest,
} from '../../src/knowledge/search.ts'

function entry(id: string, question: string, more: Partial<Entry> = {}): Entry {
  return { ...entryOf({ id, question, answer: 'An answer.' }), ...more }
}

const recognise = entry('recognise', 'Why does Russia not recognise Kosovo?')
const declared = entry('declared', 'When did Kosovo declare independence?')
const bombing = entry('bombing', 'Why did NATO bomb Yugoslavia in 1999?')
const capital = entry('capital', 'What is the capital of Kosovo?', {
  aliases: ['Is Prishtina the capital?', 'Priština', 'Pristina'],
})
const court = entry(
  'court',
  'What did the International Court of Justice say about the declaration?',
)
const entries = [recognise, declared, bombing, capital, court]
const index = buildIndex(entries)

const first = (question: string, of = index) => search(of, question).matches[0]?.entry.id

describe('a question', () => {
  test('in the words of an entry is answered with it', () => {
    for (const { id, question } of entries) {
      const result = search(index, question)
      expect(result.verdict).toBe('answer')
      expect(result.matches[0]?.entry.id).toBe(id)
    }
  })

  test('finds its entry with a misspelling in any word', () => {
    expect(first('why does rusia not recognise kosovo')).toBe('recognise')
    expect(first('why does russia not recgonise kosovo')).toBe('recognise')
    expect(first('when did kosovo declare indepndence')).toBe('declared')
    expect(first('why did nato bmob yugoslavia')).toBe('bombing')
  })

  test('finds its entry in the language of a chat', () => {
    expect(first('y doesnt russia recognize kosovo??')).toBe('recognise')
    expect(first("what's the capital pls")).toBe('capital')
  })

  test('finds its entry with the words in another order', () => {
    expect(first('kosovo independence declare when')).toBe('declared')
  })

  test('about something else finds nothing', () => {
    for (const other of [
      'how do i bake sourdough bread',
      'best gpu under 500 dollars',
      'asdf qwer zxcv',
    ])
      expect(search(index, other)).toMatchObject({ verdict: 'nothing', matches: [] })
  })

  test('of no words finds nothing', () => {
    for (const empty of ['', '   ', '???', '\u200b', '👍'])
      expect(search(index, empty)).toMatchObject({ verdict: 'nothing', matches: [], confidence: 0 })
  })

  test('is answered less readily the stricter the server', () => {
    const question = 'kosovo independence'
    const order = ['nothing', 'choose', 'answer']
    const rungs = (['strict', 'balanced', 'lenient'] as const).map((strictness) =>
      order.indexOf(search(index, question, { strictness }).verdict),
    )
    expect(rungs).toEqual([...rungs].sort())
  })

  test('of any text at all gives a result and throws nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const result = search(index, text)
        expect(result.matches.length > 0).toBe(result.verdict !== 'nothing')
        expect(result.confidence).toBeGreaterThanOrEqual(0)
        expect(result.confidence).toBeLessThanOrEqual(1)
        expect(suggest(index, text, 5).length).toBeLessThanOrEqual(5)
      }),
    )
  })

  test('with other numbers is not the same question', () => {
    const years = buildIndex([
      entry('y1998', 'What happened in Kosovo in 1998?'),
      entry('y2008', 'What happened in Kosovo in 2008?'),
    ])
    expect(first('what happened in 2008', years)).toBe('y2008')
    expect(first('what happened in 1998', years)).toBe('y1998')
  })
})

describe('languages', () => {
  const many = buildIndex([
    capital,
    entry('sq', 'Kur e shpalli Kosova pavarësinë?', { language: 'sq' }),
    entry('sr', 'Када је Косово прогласило независност?', { language: 'sr' }),
    entry('ru', 'Почему Россия не признаёт независимость Косова?', { language: 'ru' }),
    entry('de', 'Warum erkennt Russland die Unabhängigkeit nicht an?', { language: 'de' }),
    entry('fr', "Pourquoi la Russie s'oppose-t-elle à l'indépendance ?", { language: 'fr' }),
    entry('ja', 'コソボの首都はどこですか', { language: 'ja' }),
  ])

  test('find their entries with and without accents', () => {
    expect(first('kur e shpalli kosova pavaresine', many)).toBe('sq')
    expect(first('warum erkennt russland die unabhangigkeit nicht an', many)).toBe('de')
    expect(first('pourquoi la russie s’oppose a l’independance', many)).toBe('fr')
  })

  test('find their entries by other forms of the words', () => {
    expect(first('россия и независимости', many)).toBe('ru')
    expect(first('pavaresia e kosoves', many)).toBe('sq')
    expect(first('indépendante russie pourquoi', many)).toBe('fr')
  })

  test('meet across the two scripts of Serbian', () => {
    expect(first('kada je kosovo proglasilo nezavisnost', many)).toBe('sr')
    expect(first('приштина', many)).toBe('capital')
    expect(first('Priština', many)).toBe('capital')
    expect(first('Prishtina', many)).toBe('capital')
  })

  test('without spaces are matched by pairs of characters', () => {
    expect(first('コソボの首都', many)).toBe('ja')
  })
})

describe('suggestions', () => {
  const suggested = (typed: string, limit = 3) => suggest(index, typed, limit).map(({ id }) => id)

  test('begin with what was typed', () => {
    expect(suggested('why di')[0]).toBe('bombing')
    expect(suggested('when')[0]).toBe('declared')
  })

  test('forgive a slip in a finished or an unfinished word', () => {
    expect(suggested('wyh did')[0]).toBe('bombing')
    expect(suggested('when did kosvo decl')[0]).toBe('declared')
    expect(suggested('what is the captial')[0]).toBe('capital')
  })

  test('find words anywhere, in any order', () => {
    expect(suggested('recognise rus')[0]).toBe('recognise')
    expect(suggested('yugosl')[0]).toBe('bombing')
  })

  test('prefer what is asked for more often where the letters do not tell', () => {
    const usage = (id: string) => (id === 'recognise' ? 50 : 0)
    expect(suggest(index, 'why d', 1, { usage })[0]?.id).toBe('recognise')
    expect(suggest(index, '', 1, { usage })[0]?.id).toBe('recognise')
  })

  test('are never more than asked for, and each entry once', () => {
    const all = suggested('kosovo', 25)
    expect(new Set(all).size).toBe(all.length)
    expect(suggested('kosovo', 2)).toHaveLength(2)
  })
})

describe('changing entries in place', () => {
  test('an added entry is found, a removed one no more', () => {
    const changing = buildIndex(entries)
    addEntry(changing, entry('kfor', 'What does KFOR do?'))
    expect(first('what does kfor do', changing)).toBe('kfor')
    expect(removeEntry(changing, 'kfor')).toBe(true)
    expect(removeEntry(changing, 'kfor')).toBe(false)
    expect(search(changing, 'kfor').verdict).toBe('nothing')
  })

  test('a replaced entry is found by its new wording only', () => {
    const changing = buildIndex(entries)
    addEntry(changing, { ...bombing, question: 'What was Operation Allied Force?' })
    expect(first('what was operation allied force', changing)).toBe('bombing')
    expect(suggest(changing, 'why did nato', 5).map(({ id }) => id)).not.toContain('bombing')
  })

  test('any run of changes leaves the same index as building what remains', () => {
    const words = fc.constantFrom(
      'law',
      'court',
      'war',
      'border',
      'treaty',
      'council',
      'vote',
      'state',
    )
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      words: fc.option(fc.array(words, { minLength: 1, maxLength: 4 })),
    })
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 20 }),
        fc.array(words, { minLength: 1 }),
        (changes, asked) => {
          const changing = buildIndex([])
          const left = new Map<string, Entry>()
          for (const { id, words } of changes) {
            left.delete(id)
            if (words === null) removeEntry(changing, id)
            else {
              left.set(id, entry(id, words.join(' ')))
              addEntry(changing, entry(id, words.join(' ')))
            }
          }
          const built = buildIndex([...left.values()])
          const question = asked.join(' ')
          const changed = search(changing, question, { limit: 9, evenUnlikely: true })
          const fresh = search(built, question, { limit: 9, evenUnlikely: true })
          expect(changed.confidence).toBeCloseTo(fresh.confidence, 3)
          expect(changed.matches.length).toBe(fresh.matches.length)
        },
      ),
    )
  })

  test('building in slices gives the same as building at once, pausing in between', async () => {
    const many = Array.from({ length: 2000 }, (_, at) =>
      entry(`e${at}`, `What is topic number ${at} about?`),
    )
    let pauses = 0
    const sliced = await buildIndexInSlices(many, async () => void pauses++)
    expect(pauses).toBeGreaterThan(2)
    expect(search(sliced, 'what is topic number 77')).toEqual(
      search(buildIndex(many), 'what is topic number 77'),
    )
  })
})

describe('a server on top of the shared entries', () => {
  test('finds its own entries and the shared ones', () => {
    const own = buildIndex([entry('rules', 'What are the rules of this server?')])
    const both = layered(index, own)
    expect(first('server rules', both)).toBe('rules')
    expect(first('why does russia not recognise kosovo', both)).toBe('recognise')
    expect(suggest(both, 'what are', 1)[0]?.id).toBe('rules')
  })

  test('replaces a shared entry with its own of the same id, and hides others', () => {
    const own = buildIndex([{ ...capital, answer: 'Ours.' }])
    const both = layered(index, own, new Set(['bombing']))
    const found = search(both, 'what is the capital of kosovo').matches
    expect(found[0]?.entry.answer).toBe('Ours.')
    expect(found.filter(({ entry }) => entry.id === 'capital')).toHaveLength(1)
    expect(first('why did nato bomb yugoslavia in 1999', both)).not.toBe('bombing')
    expect(suggest(both, 'why did nato bomb', 5).map(({ id }) => id)).not.toContain('bombing')
  })

  test('sees its changes at once and leaves the shared ones alone', () => {
    const both = layered(index, buildIndex([]))
    addEntry(both, entry('new', 'What is the dinar?'))
    expect(first('dinar', both)).toBe('new')
    expect(search(index, 'dinar').verdict).toBe('nothing')
  })
})

describe('near duplicates', () => {
  test('are other wordings of the same question', () => {
    const found = nearDuplicates(index, ['Why doesn’t Russia recognise Kosovo?', 'unrelated words'])
    expect(found.map(({ entry }) => entry.id)).toEqual(['recognise'])
    expect(nearDuplicates(index, [capital.question])[0]?.similarity).toBeCloseTo(1, 1)
  })

  test('are not questions that merely share a topic', () => {
    expect(nearDuplicates(index, ['Who recognises Kosovo?'])).toEqual([])
    expect(nearDuplicates(index, ['Why did NATO bomb Yugoslavia in 1995?'])).toEqual([])
  })
})
