/** When two texts count as the same to a reader, whatever their capitals, accents, spacing and punctuation. */

const minus = /(?<![\p{L}\p{N}])[-−–](?=\p{N})/gu
/** Marks that say nothing; `#`, `%`, `&`, `@`, `*` and `/` stay, as in C#, 5 % or A/B. */
const punctuation = /[^\p{L}\p{M}\p{N}\p{S}#%&@*/]+/gu

/** A key that is equal for texts which are the same to a reader; empty for blank text only. */
export function sameKey(text: string): string {
  const key = text
    .normalize('NFKD')
    .replace(/\p{Cf}+/gu, '')
    .replace(minus, ' minus ')
    .replace(/['’‘ʼ`´]/g, '')
    .replace(punctuation, ' ')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim()
  // Text of punctuation alone, such as "?!", is at least the same as itself.
  return key === '' ? text.trim() : key
}
