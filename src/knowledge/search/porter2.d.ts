/** The one function of the stemmer's package, which brings no types. */
declare module 'wink-porter2-stemmer' {
  /** The stem of one lower-case English word. */
  export default function stem(word: string): string
}
