/** /trivia: which function answers which sub-command, button and form. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { Command, InGuild, Press } from '../src/discord/command.ts'
import { UserError } from '../src/errors.ts'
import { byName, bySubcommand } from './dispatch.ts'
import type { Parts } from './parts.ts'
import { answer, beSure, openForm, typedByCommand, typedInForm } from './trivia/answer.ts'
import { board } from './trivia/board.ts'
import * as challenge from './trivia/challenge.ts'
import * as correction from './trivia/correct.ts'
import { data } from './trivia/data.ts'
import { again, begin, gone, join, leave, order, start } from './trivia/lobby.ts'
import * as look from './trivia/look.ts'
import * as presets from './trivia/presets.ts'
import * as questionForm from './trivia/question/form.ts'
import { fromAnswer } from './trivia/question/from-answer.ts'
import * as questionImport from './trivia/question/import.ts'
import * as questionList from './trivia/question/list.ts'
import * as questionRemoval from './trivia/question/remove.ts'
import * as questionReview from './trivia/question/review.ts'
import { sent } from './trivia/question/sent.ts'
import * as schedule from './trivia/schedule.ts'
import { suggest } from './trivia/suggest.ts'
import { suspects } from './trivia/suspects.ts'

type Slash = (interaction: InGuild<ChatInputCommandInteraction>, parts: Parts) => Promise<void>

const subcommands: Readonly<Record<string, Slash>> = {
  start,
  answer: typedByCommand,
  stop: (interaction, parts) => order(interaction, parts, 'stop'),
  pause: (interaction, parts) => order(interaction, parts, 'pause'),
  resume: (interaction, parts) => order(interaction, parts, 'resume'),
  skip: (interaction, parts) => order(interaction, parts, 'skip'),
  status: look.status,
  last: look.last,
  history: look.history,
  board,
  profile: look.profile,
  hide: look.hide,
  explain: look.explainPoints,
  verify: look.verifyGame,
  audit: look.auditGame,
  suspects,
  correct: correction.correct,
  reports: correction.reports,
  'preset save': presets.save,
  'preset list': presets.list,
  'preset remove': presets.remove,
  'challenge start': challenge.open,
  'challenge play': challenge.play,
  'challenge end': challenge.end,
  'question add': questionForm.add,
  'question edit': questionForm.edit,
  'question remove': questionRemoval.remove,
  'question list': questionList.list,
  'question import': questionImport.importFile,
  'question from-answer': fromAnswer,
  'question suggest': questionForm.suggestOne,
  'question review': questionReview.review,
  'schedule add': schedule.add,
  'schedule list': schedule.list,
  'schedule remove': schedule.remove,
}

type Pressed = (
  interaction: InGuild<Press>,
  parts: Parts,
  game: string,
  ...args: string[]
) => Promise<void>

const buttons: Readonly<Record<string, Pressed>> = {
  join,
  leave,
  begin,
  again,
  answer: (interaction, parts, game, question = '', choice = '') =>
    answer(interaction, parts, game, question, choice),
  type: (interaction, parts, game, question = '') => openForm(interaction, parts, game, question),
  sure: (interaction, parts, game, question = '', sure = '') =>
    beSure(interaction, parts, game, question, sure),
  points: (interaction, parts, game, question = '') =>
    look.myPoints(interaction, parts, game, question),
  more: (interaction, parts, game, question = '') =>
    look.readMore(interaction, parts, game, question),
  missed: look.missed,
  report: (interaction, parts, game, question = '') =>
    correction.report(interaction, parts, game, question),
  rclose: correction.close,
  qmore: questionForm.more,
  qedit: questionForm.pressEdit,
  qremove: questionRemoval.pressRemove,
  qback: questionRemoval.putBack,
  qlist: questionList.turn,
  qaccept: questionReview.decide('live'),
  qrefuse: questionReview.decide('removed'),
  qimport: questionImport.confirmImport,
  play: challenge.pressPlay,
  pick: challenge.pick,
  write: challenge.write,
  mine: challenge.mine,
}

export const trivia: Command<Parts> = {
  data,

  async run(interaction, parts) {
    await bySubcommand(interaction, subcommands)(interaction, parts)
  },

  suggest,

  async press(interaction, parts, [what = '', game = '', ...args]) {
    await byName(buttons, what, gone)(interaction, parts, game, ...args)
  },

  async submit(interaction, parts, [what, game = '', number = '']) {
    if (what === 'written') return challenge.written(interaction, parts, game, number)
    if (what === 'reported') return correction.reported(interaction, parts, game, number)
    if (what === 'question') return sent(interaction, parts, game)
    if (what !== 'typed') throw new UserError(gone)
    await typedInForm(interaction, parts, game, number)
  },
}
