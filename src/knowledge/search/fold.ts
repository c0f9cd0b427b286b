/** Text into plain lower-case words, so that spellings of one word meet whatever their accents, script or slang. */

/** Longest text that is read, in UTF-16 code units: longer ones are cut, so that no input costs more. */
const longest = 1000

/** Names that are written with signs which would otherwise be lost. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/(^|[^\p{L}\p{N}])c\+\+(?![\p{L}\p{N}])/gu, '$1cplusplus '],
  [/(^|[^\p{L}\p{N}])([cf])#(?![\p{L}\p{N}])/gu, '$1$2sharp '],
  [/(^|[^\p{L}\p{N}])\.net(?![\p{L}\p{N}])/gu, '$1dotnet '],
]

const apostrophes = /[’‘ʼ`´′ʹ]/g

/** What an apostrophe joins: English negations and verbs, a genitive, a French or Italian article. */
const joined: readonly (readonly [RegExp, string])[] = [
  [/\b(wo|ca|sha)n't\b/g, '$1n not'],
  [/n't\b/g, ' not'],
  [/\b(what|who|where|when|how|why|that|there|it|he|she|here)'s\b/g, '$1 is'],
  [/'re\b/g, ' are'],
  [/'ve\b/g, ' have'],
  [/'ll\b/g, ' will'],
  [/'m\b/g, ' am'],
  [/'d\b/g, ' would'],
  [/'s\b/g, ''],
  [/(^|[^\p{L}\p{N}])(?:qu|[ldjmtsnc])'(?=\p{L})/gu, '$1'],
]

/** A table of `from to` pairs parted by commas. */
function mapOf(table: string): ReadonlyMap<string, string> {
  return new Map(
    table.split(',').map((pair) => {
      const [from = '', ...to] = pair.trim().split(' ')
      return [from, to.join(' ')]
    }),
  )
}

/** Letters that no Unicode decomposition turns into plain ones. */
const letters = mapOf(`
  ß ss, æ ae, œ oe, ø o, đ dj, ð d, þ th, ł l, ı i, ħ h, а a, б b, в v, г g, ґ g, д d, ђ dj, е e, є e, ж z, з z,
  и i, і i, й j, ј j, к k, л l, љ lj, м m, н n, њ nj, о o, п p, р r, с s, т t, ћ c, у u, ф f, х h, ц c, ч c,
  џ dz, ш s, щ sc, ъ , ы y, ь , э e, ю ju, я ja`)

/** How people type in a chat; only spellings that are no word of their own. */
const slang = mapOf(`
  u you, ur your, r are, y why, n and, w with, pls please, plz please, thx thanks, ty thanks, tho though,
  cuz because, coz because, bc because, b4 before, ppl people, smth something, sth something, abt about,
  wat what, wut what, wot what, wht what, txt text, msg message, acct account, acc account, govt government,
  idk i do not know, wdym what do you mean, dont do not, doesnt does not, didnt did not, isnt is not,
  arent are not, wasnt was not, werent were not, cant can not, cannot can not, couldnt could not,
  wont will not, wouldnt would not, shouldnt should not, havent have not, hasnt has not, hadnt had not,
  im i am, ive i have, youre you are, theyre they are, whats what is, whos who is, wheres where is,
  whens when is, hows how is, whys why is, thats that is, theres there is, gonna going to, wanna want to,
  gotta got to, gimme give me, lemme let me, dunno do not know, kinda kind of`)

const word = /[\p{L}\p{N}]+/gu
const plain = /^[\0-\x7f]*$/
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Lower case, no accents (except Russian й, which its stemmer needs), no format characters. */
function lower(text: string): string {
  const cut = text.slice(0, longest).toLowerCase()
  if (plain.test(cut)) return cut
  return cut
    .replace(apostrophes, "'")
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Cf}+/gu, '')
    .replace(/(?<!и)\p{M}+|(?<=и)(?!\u0306)\p{M}+/gu, '')
    .normalize('NFC')
}

/** `text` with every letter in plain Latin where it has one. */
export function latin(text: string): string {
  if (plain.test(text)) return text
  let result = ''
  for (const letter of text) result += letters.get(letter) ?? letter
  return result
}

/** Scripts without spaces have no words to split at: pairs of characters stand for them. */
function pairs(run: string): string[] {
  const characters = [...run]
  if (characters.length < 3) return [run]
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

/** The words of `text` in order, lower case and without accents, as they are spelt, Cyrillic still Cyrillic. */
export function plainWordsOf(text: string): string[] {
  let folded = lower(text)
  if (/[+#.]/.test(folded)) for (const [from, to] of signs) folded = folded.replace(from, to)
  if (folded.includes("'")) for (const [from, to] of joined) folded = folded.replace(from, to)
  folded = folded.replace(/(?<=\d)[,.](?=\d{3}\b)/g, '')
  return folded.match(word) ?? []
}

/** `plainWordsOf`, with chat spellings written out and scripts without spaces cut up. */
export function wordsOf(text: string): string[] {
  return plainWordsOf(text).flatMap((raw) => {
    const spelt = slang.get(raw)
    if (spelt !== undefined) return spelt.split(' ')
    return unspaced.test(raw) ? pairs(raw) : [raw]
  })
}
