/** The form in which a typed answer is given, in a game and in a challenge. */

import { ComponentType, type ModalSubmitInteraction, TextInputStyle } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { longestAnswer } from '../../src/trivia/typed.ts'

/** Opens it for a question, numbered from 0; `custom_id` says whose the answer is. */
export async function openTyped(
  interaction: InGuild<Press>,
  custom_id: string,
  question: number,
): Promise<void> {
  await interaction.showModal({
    custom_id,
    title: `Question ${question + 1}`,
    components: [
      {
        type: ComponentType.Label,
        label: 'Your answer',
        description: 'Small slips of spelling do not count',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'text',
          style: TextInputStyle.Short,
          min_length: 1,
          max_length: longestAnswer,
          required: true,
        },
      },
    ],
  })
}

/** What was typed; whatever a client sends, no more than fits the field. */
export function typedIn({ fields }: ModalSubmitInteraction): string {
  return fields.getTextInputValue('text').slice(0, longestAnswer)
}
