/** What a view is: the part of a message that people see, ready to send or to edit into place. */

import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js'

/** Always complete, so that editing one view over another leaves nothing of the first behind. */
export interface View {
  readonly content: string
  readonly embeds: readonly APIEmbed[]
  readonly components: readonly APIActionRowComponent<APIComponentInMessageActionRow>[]
}

/** Left edge of an embed. Meaning is always in the words too. */
export const colours = { answer: 0x2f6f9f, contested: 0xb7791f, question: 0x5b6472 } as const
