import { expect, test } from 'vitest'
import { inMemory, openDatabase } from '../../src/store/database.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import type { RoundStore } from '../../src/trivia/round-store.ts'
import { pressOf, start } from './game.ts'
import { gameId, startMachine } from './mortal/machine.ts'
import { fakeDiscord, lobbyPosted, request } from './mortal/world.ts'

test('a press whose place in the log somebody else has taken is not said to count', async () => {
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  const kept = createRoundStore(database, () => undefined)
  let taken = false
  const store: RoundStore = {
    ...kept,
    append: async (entries) => (taken ? [gameId] : kept.append(entries)),
  }
  const discord = fakeDiscord()
  const machine = startMachine(store, discord, () => false, start)
  await machine.open(request)
  await machine.lobbyShown(lobbyPosted.message, lobbyPosted.at)
  for (let at = start; discord.posted.length === 0; at += 1_000) {
    discord.now = at
    await machine.pass(at)
  }
  const [posted] = discord.posted
  const press = (who: number) => machine.report(pressOf(who, 0, posted?.at ?? 0, 900 + who, 1))
  expect(await press(1)).toMatchObject({ kind: 'taken' })
  taken = true
  expect(await press(2)).toEqual({ kind: 'unsaved' })
  // From then on the game is theirs.
  expect(await press(3)).toEqual({ kind: 'over' })
  await database.close()
})
