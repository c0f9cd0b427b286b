/**
 * Whether a typed answer is right, almost right or wrong.
 *
 * Both sides are folded: case, accents, punctuation, a leading article and digit grouping do not count, and
 * numbers in English words are numbers ("twenty-one" is "21"). A folded answer that equals an accepted one is
 * right. Otherwise letters may be mistyped, by how long the accepted answer is: up to 4 letters none, 5 to 8
 * one, from 9 on two; a mistyped answer is right only if it is not the folded form of a wrong option.
 * Digits are never mistyped: "1989" is not "1999". One slip more than allowed is "almost". The whole answer is compared, never
 * a single word of it, so that a list of guesses matches nothing.
 */

/** The longest answer that can be typed, in UTF-16 code units. */
export const longestAnswer = 100

export type Judgement = 'right' | 'almost' | 'wrong'

/** What a typed answer is held against. */
export interface AnswerKey {
  /** Every accepted answer, the main one first. */
  readonly accepted: readonly string[]
  /** Answers known to be wrong: a slip never turns one of them into a right answer. */
  readonly wrong: readonly string[]
}

/** Judges `typed` (free text of a player); never throws. */
export function judge(typed: string, { accepted, wrong }: AnswerKey): Judgement {
  const given = foldAnswer(typed)
  if (given === '') return 'wrong'
  const keys = accepted.flatMap(alternatives).map(foldAnswer)
  if (keys.includes(given)) return 'right'
  if (wrong.flatMap(alternatives).some((option) => foldAnswer(option) === given)) return 'wrong'
  let almost = false
  for (const key of keys) {
    if (digitsOf(key) !== digitsOf(given)) continue
    const allowed = slipsAllowed(key)
    const slips = distance(given, key, allowed + 1)
    if (slips <= allowed) return 'right'
    // In a very short answer one slip is another word.
    if (slips === allowed + 1 && key.length > 3) almost = true
  }
  return almost ? 'almost' : 'wrong'
}

/** How many letters of `key` (folded) may be mistyped. */
export function slipsAllowed(key: string): number {
  const { length } = [...key.replace(/[^\p{L}]/gu, '')]
  if (length <= 4) return 0
  return length <= 8 ? 1 : 2
}

/** `Kaçanik/Kačanik` is either of the two, and both together. */
function alternatives(answer: string): string[] {
  const parts = answer.split('/').map((part) => part.trim())
  return parts.length > 1 && parts.every((part) => /\p{L}{2}/u.test(part))
    ? [answer, ...parts]
    : [answer]
}

/** Letters that Unicode does not take apart into a plain letter and a mark. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  // Cyrillic as Serbian, Russian and Macedonian write it, to the Latin letters of the same sound.
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  ђ: 'd',
  е: 'e',
  ж: 'z',
  з: 'z',
  и: 'i',
  ј: 'j',
  к: 'k',
  л: 'l',
  љ: 'lj',
  м: 'm',
  н: 'n',
  њ: 'nj',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  ћ: 'c',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'c',
  џ: 'dz',
  ш: 's',
  щ: 'sc',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
}

/** The form in which two answers are compared; empty for text without letters or digits. */
export function foldAnswer(text: string): string {
  const bare = text
    // Typed for an apostrophe; Unicode would take it apart into a blank and a mark.
    .replaceAll('´', "'")
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[\p{Cf}'’‘ʼ`]+/gu, '')
    .replace(/(?<=\d)[\s.,](?=\d{3}(?!\d))/gu, '')
    .replace(/(?<=\d)[.,](?=\d)/gu, 'p')
    .replace(/%/gu, ' percent ')
    .replace(/&/gu, ' and ')
    .replace(/(?<![\p{L}\p{N}])[-−–](?=\d)/gu, ' minus ')
    .replace(/\p{L}/gu, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return readNumbers(withoutArticles(bare.split(' '))).join(' ')
}

/** Drops every leading article, so that folding what is folded changes nothing; the last word always stays. */
function withoutArticles(words: readonly string[]): readonly string[] {
  const named = words.findIndex((word) => !articles.has(word))
  return words.slice(named < 0 ? -1 : named)
}

const articles = new Set(['the', 'a', 'an'])

const units: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens: readonly string[] = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const scales: ReadonlyMap<string, number> = new Map([
  ['thousand', 1_000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
])

/** Replaces runs of English number words by digits: `one hundred and five` becomes `105`. */
function readNumbers(words: readonly string[]): string[] {
  const out: string[] = []
  for (let at = 0; at < words.length; ) {
    const run = readNumber(words, at)
    if (run === undefined) {
      out.push(words[at] ?? '')
      at += 1
    } else {
      out.push(String(run.value))
      at = run.end
    }
  }
  return out
}

function readNumber(
  words: readonly string[],
  from: number,
): { value: number; end: number } | undefined {
  let total = 0
  let group = 0
  /** The group's last place, so that "two three" is two numbers and not five. */
  let place = Number.POSITIVE_INFINITY
  let end = from
  for (let at = from; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word === 'and' && end > from && place >= 100) continue
    const unit = units.indexOf(word)
    const ten = tens.indexOf(word)
    const scale = scales.get(word)
    if (unit >= 0 && (unit < 10 ? place > 9 : place > 99)) {
      group += unit
      place = 1
    } else if (ten >= 0 && place > 99) {
      group += (ten + 2) * 10
      place = 10
    } else if (word === 'hundred' && group > 0 && group < 10) {
      group *= 100
      place = 100
    } else if (scale !== undefined && group > 0) {
      total += group * scale
      group = 0
      place = Number.POSITIVE_INFINITY
    } else break
    end = at + 1
  }
  return end === from ? undefined : { value: total + group, end }
}

function digitsOf(text: string): string {
  return text.replace(/[^\p{N}]+/gu, ' ').trim()
}

/**
 * Letters to insert, delete, replace or swap with their neighbour to turn `a` into `b` (optimal string
 * alignment); anything above `most` is returned as `most + 1`.
 */
export function distance(a: string, b: string, most: number): number {
  const [left, right] = [[...a], [...b]]
  if (Math.abs(left.length - right.length) > most) return most + 1
  let before: number[] = []
  let above = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1]
      let cost = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    if (Math.min(...row) > most) return most + 1
    before = above
    above = row
  }
  return Math.min(above[right.length] ?? 0, most + 1)
}
