/** What people read about what is kept of them. */

import { colours, type View } from './view.ts'

function plain(title: string, lines: readonly string[]): View {
  const embed = { title, description: lines.join('\n\n'), color: colours.answer }
  return { content: '', embeds: [embed], components: [] }
}

export function privacyView(): View {
  return plain('What I keep of you', [
    '**Questions**: what you ask in vain, for 90 days, so that moderators can answer it, and whether an answer helped you; each under a made-up name that differs from server to server. Your own number only if you pressed *Tell me when there is an answer*.',
    '**Games**: your answers, points and when you gave them, so that boards are right and every point can be checked. The log of a game is kept for 30 days.',
    '**Answers**: that you wrote or changed one, for the history moderators see. A form that you did not finish is kept for a day.',
    '**Settings**: who changed them last.',
    'I keep numbers (Discord’s ids), no names, and no message of yours but one that a moderator saves as an answer, which then names you as its source. Nothing is given to anybody else.',
    '`/privacy export` gives you all of it. `/privacy delete` puts a made-up number in your place everywhere, at once; copies of the database follow within 7 days.',
  ])
}

export function forgetView(): View {
  return plain('Forget you everywhere?', [
    'In every server, a made-up number takes your place in games, boards and histories. Totals stay right, but nobody can tell that it was you, and you cannot get it back.',
    'Unfinished forms and your settings are deleted.',
  ])
}

export function forgottenView(): View {
  return plain('Done', ['I have forgotten you. What you do from now on is new.'])
}
