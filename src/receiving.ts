/** Interactions come in: those that are this process's to answer are answered, one beside the other. */

import type { Interaction } from 'discord.js'
import type { Clock } from './clock.ts'
import { createGate } from './discord/gate.ts'
import type { Voices } from './voices.ts'

export interface Receiving {
  /** Answers one, or lets it wait; `isSure`: whether this process certainly serves its guild. */
  receive(interaction: Interaction, isSure: boolean): void
  /** From now on they are answered here, but for those with ids in `answered`. */
  open(answered: readonly string[]): void
  /** From now on none is answered here. Returns the ids of those that were of late. */
  close(): string[]
  /** Resolves once all that are being answered now are. */
  settled(): Promise<unknown>
  unanswered(): number
}

export function createReceiving(
  route: (interaction: Interaction) => Promise<void>,
  voices: Voices,
  clock: Clock,
): Receiving {
  const gate = createGate<Interaction>(() => clock.now())
  const underWay = new Set<Promise<void>>()
  const answer = (interaction: Interaction) => {
    const answering = route(interaction).finally(() => {
      underWay.delete(answering)
      listen(voices, interaction)
    })
    underWay.add(answering)
  }
  return {
    receive(interaction, isSure) {
      if (!isSure) gate.hold()
      if (gate.admits(interaction)) answer(interaction)
    },
    open(answered) {
      for (const interaction of gate.open(answered)) answer(interaction)
    },
    close: gate.close,
    settled: () => Promise.all(underWay),
    unanswered: () => underWay.size,
  }
}

/** Who was answered can be replied to once more. */
function listen(voices: Voices, interaction: Interaction): void {
  // What follows a deferral stands in its place, and would be as private as it.
  if (!interaction.isRepliable() || !interaction.replied) return
  const { channelId, applicationId: application, token, createdTimestamp: at } = interaction
  if (channelId !== null) voices.heard(channelId, { application, token, at })
}
