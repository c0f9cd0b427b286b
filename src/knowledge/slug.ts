/** Ids out of questions: lower-case words joined by hyphens. */

/** Letters that no Unicode decomposition turns into plain ones. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'dj',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
}

/** `text` as an id of at most `longest` characters, cut between words; empty where no letter is Latin. */
export function slugOf(text: string, longest: number): string {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøđðþłıħ]/g, (letter) => letters[letter] ?? '')
    .replace(/['’‘]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  return fitting(words, longest)
}

/** As many words as fit; the first alone is cut where it does not. */
function fitting([first = '', ...rest]: readonly string[], longest: number): string {
  let slug = first.slice(0, longest)
  for (const word of rest) {
    if (slug.length + 1 + word.length > longest) break
    slug += `-${word}`
  }
  return slug
}

/** `slug`, or `slug-2`, `slug-3` … where it is taken. */
export function uniqueSlug(
  slug: string,
  taken: Pick<ReadonlySet<string>, 'has'>,
  longest: number,
): string {
  for (let number = 2, unique = slug; ; number += 1) {
    if (!taken.has(unique)) return unique
    const end = `-${number}`
    unique = slug.slice(0, longest - end.length).replace(/-+$/, '') + end
  }
}
