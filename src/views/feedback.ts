/** What stands under an answer or in its place so that people can say what they make of it. */

import {
  type APIButtonComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import { cut } from './limits.ts'
import { escaped } from './markdown.ts'
import { button, row } from './round.ts'
import type { View } from './view.ts'

/** *Helped* and *Not what I asked*, by what they do. */
export function feedbackButtons(helped: string, wrong: string): APIButtonComponent[] {
  return [
    button('Helped', ButtonStyle.Secondary, helped),
    button('Not what I asked', ButtonStyle.Secondary, wrong),
  ]
}

/** The row under a question that was kept. */
export function tellRow(customId: string) {
  return row(button('Tell me when there is an answer', ButtonStyle.Primary, customId))
}

/** The question is noted; `tell` does what its button says. */
export function notedView(text: string, tell: string): View {
  return {
    content: `Noted for the moderators, without your name: “${cut(escaped(text), 500)}”.`,
    embeds: [],
    components: [tellRow(tell)],
  }
}

/** The form that asks what somebody wanted to know; its field is `question`. */
export function wantedForm(customId: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: 'What did you want to know?',
    components: [
      {
        type: ComponentType.Label,
        label: 'Your question',
        description: 'The moderators see it, without your name',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'question',
          style: TextInputStyle.Short,
          max_length: 200,
          required: true,
        },
      },
    ],
  }
}
