/** Crowds that press like people do, and what became of their presses. */

import type { APIMessage } from 'discord-api-types/v10'
import type { Person, Reply } from '../../src/playground/people.ts'

/** A press with what its person saw. */
export interface Pressed {
  readonly who: string
  readonly button: string
  readonly reply: Reply
}

/** The buttons of a message, in their order. */
export const buttonsOf = (message: APIMessage): string[] =>
  (message.components ?? []).flatMap((row) =>
    'components' in row
      ? row.components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : []))
      : [],
  )

/**
 * Lets everybody press one of the buttons once: the first after 0.8 s, then exponentially with a mean of 2.2 s,
 * as measured from crowds in quizzes; nobody later than `within` milliseconds.
 */
export async function pressAll(
  crowd: readonly Person[],
  message: APIMessage,
  within: number,
): Promise<readonly Pressed[]> {
  const buttons = buttonsOf(message)
  const began = performance.now()
  const due = crowd
    .map((person, at) => ({
      person,
      button: buttons[at % buttons.length] ?? '',
      // Evenly spread quantiles of the distribution, so that every run is the same.
      after: Math.min(within, 800 - 2_200 * Math.log(1 - (at + 0.5) / crowd.length)),
    }))
    .toSorted((a, b) => a.after - b.after)
  const doing: Promise<Pressed>[] = []
  for (const { person, button, after } of due) {
    const wait = began + after - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    doing.push(person.press(message, button).then((reply) => ({ who: person.id, button, reply })))
  }
  return Promise.all(doing)
}

/** The `share` quantile of some numbers; 0 of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
