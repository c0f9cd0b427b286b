/** Titles that a reader cannot tell apart although their letters are of different scripts (UTS #39 in small). */

import { sameKey } from './sameness.ts'

/** Small letters of other scripts, each before the Latin one that it or its capital looks like. */
const cyrillic = 'аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw ӏl кk мm тt нh вb зz'
const greek = 'αa βb εe ζz ηn ιi κk μm νv οo ρp τt υy χx ωw'
const others = 'օo ոn սu հh յj ցg ıi ɩi ɡg ɑa ʋv'

const twins = new Map(
  [cyrillic, greek, others].flatMap((pairs) =>
    pairs.split(' ').map((pair) => [...pair] as [string, string]),
  ),
)

/** A key that is equal for titles which look or read the same: `sameKey`, with look-alike letters as one. */
export function titleKey(title: string): string {
  return [...sameKey(title)].map((letter) => twins.get(letter) ?? letter).join('')
}
