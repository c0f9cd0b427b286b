/** /answers: which function answers which sub-command, button, menu and form. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { Command, InGuild, Press } from '../src/discord/command.ts'
import { UserError } from '../src/errors.ts'
import * as change from './answers/change.ts'
import { data } from './answers/data.ts'
import * as form from './answers/form.ts'
import * as gaps from './answers/gaps.ts'
import * as look from './answers/look.ts'
import * as past from './answers/past.ts'
import * as preview from './answers/preview.ts'
import * as proposals from './answers/proposals.ts'
import { suggest } from './answers/suggest.ts'
import * as transfer from './answers/transfer.ts'
import { byName, bySubcommand } from './dispatch.ts'
import type { Parts } from './parts.ts'

type Slash = (interaction: InGuild<ChatInputCommandInteraction>, parts: Parts) => Promise<void>

const subcommands: Readonly<Record<string, Slash>> = {
  add: form.add,
  edit: form.edit,
  remove: change.remove,
  restore: change.restore,
  'alias add': change.addAlias,
  'alias remove': change.removeAlias,
  merge: change.merge,
  info: look.info,
  list: look.list,
  search: look.search,
  history: past.history,
  verify: look.verify,
  import: transfer.importAnswers,
  export: transfer.exportAnswers,
  gaps: gaps.gaps,
  proposals: proposals.proposals,
}

type Pressed = (
  interaction: InGuild<Press>,
  parts: Parts,
  first: string,
  ...args: string[]
) => Promise<void>

const buttons: Readonly<Record<string, Pressed>> = {
  save: preview.pressSave,
  more: form.more,
  rebase: preview.rebase,
  discard: preview.discard,
  import: transfer.confirmImport,
  merge: change.pressMerge,
  edit: form.pressEdit,
  remove: change.pressRemove,
  restore: change.pressRestore,
  checked: change.pressChecked,
  pin: (interaction, parts, id) => change.pressPin(interaction, parts, id, true),
  unpin: (interaction, parts, id) => change.pressPin(interaction, parts, id, false),
  history: past.pressHistory,
  revert: past.revert,
  open: look.open,
  manage: look.open,
  list: (interaction, parts, which, page = '') => look.turnList(interaction, parts, which, page),
  found: look.turnFound,
  stale: (interaction, parts, months, page = '') =>
    look.turnStale(interaction, parts, months, page),
  hold: (interaction, parts, months, page = '') => look.stillHold(interaction, parts, months, page),
  gaps: gaps.turnGaps,
  gap: gaps.answerGap,
  proposals: proposals.turnProposals,
  taught: (interaction, parts, id, page = '') => proposals.accept(interaction, parts, id, page),
  untaught: (interaction, parts, id, page = '') => proposals.refuse(interaction, parts, id, page),
  nogap: (interaction, parts, id, page = '') => gaps.dismissGap(interaction, parts, id, page),
}

const gone = 'That belongs to an older version of me and no longer works. Use `/answers` again.'

export const answers: Command<Parts> = {
  data,

  async run(interaction, parts) {
    await bySubcommand(interaction, subcommands)(interaction, parts)
  },

  suggest,

  async press(interaction, parts, [what = '', first = '', ...args]) {
    await byName(buttons, what, gone)(interaction, parts, first, ...args)
  },

  async submit(interaction, parts, [what, id = '']) {
    if (what !== 'form') throw new UserError(gone)
    await form.sent(interaction, parts, id)
  },
}
