/** Writing changes: the rights looked at once more, the outcome told, a line for the audit channel. */

import type { BaseInteraction } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import type { Action, Change, Commit } from '../../src/knowledge/entry-store.ts'
import type { EntryNames } from '../../src/pins/pinner.ts'
import type { Parts } from '../parts.ts'
import { notAllowed, requireCurator } from './who.ts'

type Outcome = Exclude<Commit, { kind: 'refused' }>

/** Writes `changes`, all or none; throws a UserError where the person may not. */
export async function save(
  interaction: InGuild<BaseInteraction>,
  parts: Parts,
  changes: readonly Change[],
): Promise<Outcome> {
  const { guildId, createdTimestamp } = interaction
  const who = await requireCurator(interaction, parts)
  const outcome = await parts.library.commit(guildId, who, changes, createdTimestamp)
  if (outcome.kind === 'refused') throw new UserError(notAllowed)
  if (outcome.kind === 'saved') {
    void parts.audit(guildId, auditLine(who.id, changes))
    const edited = changes.filter(({ action }) => !wordless.has(action))
    void parts.pins.entriesChanged(guildId, ...pinned(changes))
    void parts.settle(guildId, new Set(edited.map(({ entry }) => entry.id)))
  }
  return outcome
}

/** Which entries are gone, and by what question and topic the others go. */
function pinned(changes: readonly Change[]): [gone: Set<string>, named: EntryNames] {
  const gone = changes.filter(({ status }) => status === 'removed')
  const named = changes.map(({ entry }): [string, { title: string; topic: string }] => [
    entry.id,
    { title: entry.question, topic: entry.topics[0] ?? '' },
  ])
  return [new Set(gone.map(({ entry }) => entry.id)), new Map(named)]
}

/** Actions after which an answer says what it said before. */
const wordless: ReadonlySet<Action> = new Set(['verify', 'pin', 'unpin'])

const did: Readonly<Record<Action, string>> = {
  shipped: 'went back to the shipped wording of',
  add: 'added',
  edit: 'edited',
  remove: 'removed',
  restore: 'put back',
  merge: 'merged',
  alias: 'changed other wordings of',
  import: 'imported',
  revert: 'took back a change of',
  verify: 'checked the facts of',
  pin: 'pinned',
  unpin: 'unpinned',
}

/** Who changed what, as the audit channel reads it. */
function auditLine(user: string, changes: readonly Change[]): string {
  const told = changes.slice(0, 5).map(({ action, entry }) => `${did[action]} “${entry.question}”`)
  const more = changes.length > told.length ? ` and ${changes.length - told.length} more` : ''
  return `<@${user}> ${told.join(', ')}${more}.`
}

/** The same for what one press does: whoever was slower is told, and nothing was changed. */
export async function saveAtOnce(
  interaction: InGuild<BaseInteraction>,
  parts: Parts,
  changes: readonly Change[],
): Promise<void> {
  const outcome = await save(interaction, parts, changes)
  if (outcome.kind === 'saved') return
  if (outcome.kind === 'taken') {
    const by = await parts.library.held(interaction.guildId, outcome.by)
    throw new UserError(
      `“${by?.entry.question ?? 'Another answer'}” has the same question, so nothing was changed. Remove or merge one of them first.`,
    )
  }
  const { now } = outcome
  const who = now === undefined ? 'Somebody' : `<@${now.changedBy}>`
  throw new UserError(
    `${who} changed this answer a moment ago, so nothing was changed. Look at it again with \`/answers history\`, then repeat what you wanted.`,
  )
}
