/** Plays one game to its end on machines that die and are started again. */

import type { Machine } from './machine.ts'
import {
  createDeeds,
  type Deed,
  type FakeDiscord,
  lobbyPosted,
  request,
  type Story,
} from './world.ts'

/** How a machine is started at a time; its memory is empty, its store is not. */
export type Start = (now: number) => Promise<Machine>

export interface Journey {
  readonly deeds: readonly Deed[]
  readonly deaths: number
}

/** Drives until the board stands and nothing more happens by itself. Throws where a game does not end. */
export async function drive(discord: FakeDiscord, story: Story, start: Start): Promise<Journey> {
  const deedsNow = createDeeds(discord, story)
  let machine = await start(discord.now)
  let deaths = 0
  let opened = false
  let lobby = false
  /** After a death a new machine; what was not answered is done again, as a replay of the gateway would. */
  const alive = async () => {
    while (machine.dead) {
      deaths += 1
      machine = await start(discord.now)
      await machine.resume()
    }
  }
  const pending = () =>
    deedsNow()
      .filter(({ event, answer }) => answer === undefined && event.at <= discord.now)
      .toSorted((a, b) => a.event.at - b.event.at)
  await machine.resume()
  for (let guard = 0; guard < 20_000; guard += 1) {
    await alive()
    if (!opened) {
      opened = (await machine.open(request).catch(() => false)) ?? false
      continue
    }
    if (!lobby) {
      await machine.lobbyShown(lobbyPosted.message, lobbyPosted.at)
      lobby = !machine.dead
      continue
    }
    const [deed] = pending()
    if (deed !== undefined) {
      deed.answer = await machine.report(deed.event)
      continue
    }
    const next = nextTime(machine, deedsNow())
    if (next === undefined) return { deeds: deedsNow(), deaths }
    discord.now = Math.max(discord.now, next)
    await machine.pass(discord.now)
  }
  throw new Error('the game does not end')
}

function nextTime(machine: Machine, deeds: readonly Deed[]): number | undefined {
  const times = deeds.filter(({ answer }) => answer === undefined).map(({ event }) => event.at)
  const rings = machine.next()
  const all = rings === undefined ? times : [...times, rings]
  return all.length === 0 ? undefined : Math.min(...all)
}
