/** What differs from language to language: how words are stemmed and which of them say little. */

import { stemmer as stemFrench } from '@orama/stemmers/french'
import { stemmer as stemGerman } from '@orama/stemmers/german'
import { stemmer as stemRussian } from '@orama/stemmers/russian'
import { stemmer as stemSerbian } from '@orama/stemmers/serbian'
import stemEnglish from 'wink-porter2-stemmer'
import { latin } from './fold.ts'

/** Endings of Albanian nouns and verbs, longest first; no published stemmer covers the language. */
const albanianEndings = [
  'eve',
  'ave',
  'ine',
  'ise',
  'ete',
  've',
  'it',
  'in',
  'et',
  'at',
  'es',
  'se',
  'ne',
  'e',
  'a',
  'i',
  'u',
]

function stemAlbanian(word: string): string {
  const ending = albanianEndings.find((end) => word.endsWith(end) && word.length - end.length >= 4)
  return ending === undefined ? word : word.slice(0, -ending.length)
}

const stemmers: Readonly<Record<string, (word: string) => string>> = {
  en: stemEnglish,
  fr: stemFrench,
  de: stemGerman,
  sr: stemSerbian,
  bs: stemSerbian,
  hr: stemSerbian,
  sq: stemAlbanian,
}

const cyrillic = /[\u0400-\u04ff]/

/** The stem of a word of `wordsOf`, in plain Latin letters, by the rules of `language` (ISO 639-1). */
export function stemOf(word: string, language: string): string {
  if (language === 'ru' && cyrillic.test(word)) return latin(stemRussian(word))
  const spelt = latin(word)
  if (spelt.length < 3 || /\d/.test(spelt)) return spelt
  return stemmers[language]?.(spelt) || spelt
}

const setOf = (words: string) => new Set(words.split(/\s+/).filter((word) => word !== ''))

/** Words that only carry the grammar. Words that mean something in another language here are left out. */
const grammar = setOf(`
  a an the of to in on at by for from with about into onto over under as is are am was were be been being do does did
  doing done have has had having will would shall should can could may might must not no nor and or but if then than
  so that this these those there here it its i me my mine we us our you your he him his she her they them their
  one ones some any all each other others such only also just very too more most much many get gets got getting
  let lets own same both few out up down off again once s t d ll re ve m o
  das der dem den des ein eine einen einer eines und oder ist sind wird werden mit von zu zum zur im auf fur bei sich
  nicht auch als es ich du er sie wir ihr
  le la les un une du et ou est sont dans en sur pour par avec ce cette ces il elle nous vous ils que ne pas au aux se
  je u na su se da ne li od za do sa iz kao ili ali koji koja koje bio bila bilo biti
  i v s k o po ot ne na za iz u byl byla bylo byt eto eta kak dlja
  te ne nje nga per dhe eshte jane nuk qe si ka kane do ose kete kjo ky ishte
`)

/** Words that tell what kind of answer is asked for. */
const asking = setOf(`
  what who whom whose which when where why how whether
  wer wen wem was wann wo warum wieso weshalb wie welche welcher welches
  qui quoi quand pourquoi comment quel quelle quels quelles combien
  ko sta sto kada kad gde gdje zasto kako koliko
  kto cto kogda gde pocemu zacem skolko
  kush cfare kur ku pse sa
`)

/** Words of politeness and chatter, which no entry is about. */
const filler = setOf(`
  please thanks thank hi hello hey yo hiya guys folks anyone anybody somebody someone quick q question help lol lmao
  btw tbh imo ok okay well actually really basically like know tell explain say want wondering wonder need give show
`)

/** How much a word counts beside one that names a thing, 0 to 1. */
export function weightOf(word: string): number {
  if (grammar.has(word)) return 0.25
  if (asking.has(word)) return 0.55
  return filler.has(word) ? 0.5 : 1
}

/** Whether a word asks or only carries grammar, so that missing it proves nothing. */
export function isWeak(word: string): boolean {
  return grammar.has(word) || asking.has(word) || filler.has(word)
}
