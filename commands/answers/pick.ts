/** Which answer is meant: by a picked suggestion, by its id, or by what was typed. */

import { UserError } from '../../src/errors.ts'
import type { Held } from '../../src/knowledge/held.ts'
import { sameKey } from '../../src/knowledge/sameness.ts'
import { heldView } from '../../src/views/answers/held.ts'
import type { View } from '../../src/views/view.ts'
import type { Parts } from '../parts.ts'
import { idOf } from './show.ts'

/** Said where nothing is meant that this server has. */
export const noSuchAnswer =
  'This server has no such answer. Pick one from the list that opens while you type.'

/** What the guild holds under an id that came with a press or a choice; throws where it has none. */
export async function heldById({ library }: Parts, guild: string, id: string): Promise<Held> {
  const held = await library.held(guild, id)
  if (held === undefined) throw new UserError(noSuchAnswer)
  return held
}

/** What the guild holds of what was typed into an option: an id, a question, or words that leave no doubt. */
export async function heldNamed(parts: Parts, guild: string, typed: string): Promise<Held> {
  const { library } = parts
  const byId = await library.held(guild, typed.trim())
  if (byId !== undefined) return byId
  const key = sameKey(typed)
  const all = await library.all(guild)
  const byQuestion = all.find(({ entry }) => sameKey(entry.question) === key)
  if (byQuestion !== undefined) return byQuestion
  const [alike, second] = await library.duplicates(guild, [typed])
  if (alike === undefined || second !== undefined) throw new UserError(noSuchAnswer)
  return heldById(parts, guild, alike.entry.id)
}

/** The same for what can be changed; throws where it was removed. */
export async function shownNamed(parts: Parts, guild: string, typed: string): Promise<Held> {
  return shown(await heldNamed(parts, guild, typed))
}

export function shown(held: Held): Held {
  if (!held.shown) throw new UserError('That answer was removed. `/answers restore` puts it back.')
  return held
}

/** Everything about an answer, for moderators: how it is used and whom it helped stand beside it. */
export async function panelOf({ library, votes }: Parts, guild: string, held: Held): Promise<View> {
  const { id } = held.entry
  const [uses, counts] = await Promise.all([library.uses(guild), votes.counts(guild)])
  return heldView(held, { uses: uses.get(id) ?? 0, helped: counts.get(id) }, idOf)
}
