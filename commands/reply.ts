/** Views as discord.js sends them. */

import { MessageFlags } from 'discord.js'
import type { View } from '../src/views/view.ts'

/** discord.js wants arrays it may change. */
export function message({ content, embeds, components }: View) {
  return { content, embeds: [...embeds], components: [...components] }
}

/** The same, for one person's eyes. */
export function privately(view: View) {
  return { ...message(view), flags: MessageFlags.Ephemeral } as const
}
