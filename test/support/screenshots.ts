/** `npm run screenshots`: the pictures of the README and the docs, taken from the real page with the real bot. */

import { mkdirSync } from 'node:fs'
import { type APIMessage, ComponentType } from 'discord-api-types/v10'
import type { Browser, Page } from 'playwright-core'
import { createApp } from '../../src/app.ts'
import { createLog } from '../../src/log.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { inMemory, openDatabase } from '../../src/store/database.ts'
import { loadDataset } from '../../src/store/shipped.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { openBrowser } from './browser.ts'

type Scheme = 'dark' | 'light'

const size = { width: 1180, height: 860 }

const playground = await createPlayground({ page: true })
const database = await openDatabase({ folder: inMemory, onError: () => {} })
const app = createApp({
  api: playground.api,
  token: playground.token,
  ...(await loadDataset('data')),
  database,
  log: createLog('error', []),
  ranking: { ...rankingRules, accountAge: 0 },
  onDead: (reason) => console.error(reason),
})
await app.start()
const browser = await openBrowser()
mkdirSync('docs', { recursive: true })
await ask('dark')
await ask('light')
await game()
process.exit(0)

/** A picture of somebody reading an answer that they asked for by keyboard. */
async function ask(scheme: Scheme): Promise<void> {
  const page = await openAs(browser, playground, 'Ana', scheme)
  await typeQuestion(page, 'who got kosovos first olmpic gold')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.locator('.message[data-id] .embed-title').last().waitFor()
  await page.waitForTimeout(300)
  await page.screenshot({ path: `docs/ask-${scheme}.png` })
  if (scheme === 'dark') {
    await typeQuestion(page, 'pristina airprt')
    await page.screenshot({ path: 'docs/suggestions.png' })
  }
  await page.context().close()
}

/** Types a question behind /ask and waits for what is suggested. */
async function typeQuestion(page: Page, question: string): Promise<void> {
  await page.locator('#say').press('/')
  await page.keyboard.type('as')
  await page.keyboard.press('Enter')
  await page.keyboard.type(question)
  await page.getByRole('option').first().waitFor()
  await page.waitForTimeout(400)
}

/** Three pictures of a game that four people play. */
async function game(): Promise<void> {
  const page = await openAs(browser, playground, 'Ana', 'dark')
  await page.getByRole('region', { name: 'Welcome' }).getByRole('button').last().click()
  await page.getByText('trivia', { exact: true }).first().click()
  const ana = playground.person('Ana').in('trivia')
  // One for each letter: somebody is right whatever is asked.
  const players = ['Ana', 'Ben', 'Chidi', 'Drita'].map((name) =>
    playground.person(name).in('trivia'),
  )
  const started = await ana.slash('trivia start', {
    questions: 3,
    lobby: 5,
    seconds: 6,
    topics: 'russia',
  })
  for (const player of players.slice(1)) await player.press(started, 'Join')
  for (let question = 0; question < 3; question += 1) {
    const asked = await ana.awaits(asks(question + 1), 20_000)
    if (question === 0) {
      await page.waitForTimeout(500)
      await page.screenshot({ path: 'docs/trivia-question.png' })
    }
    for (const [at, player] of players.entries()) await player.press(asked, buttonOf(asked, at))
    await ana.awaits((message) => message.id === asked.id && !asks(question + 1)(message), 20_000)
    if (question === 0) {
      await page.waitForTimeout(500)
      await page.screenshot({ path: 'docs/trivia-reveal.png' })
    }
  }
  await ana.awaits(({ embeds }) => embeds[0]?.title?.includes('🏁') ?? false, 20_000)
  await page.waitForTimeout(500)
  await page.screenshot({ path: 'docs/trivia-board.png' })
  await page.context().close()
}

async function openAs(
  browser: Browser,
  { pageUrl, person }: Playground,
  name: string,
  colorScheme: Scheme,
): Promise<Page> {
  const context = await browser.newContext({ viewport: size, colorScheme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${pageUrl}?as=${person(name).id}`)
  await page.locator('#say').waitFor()
  return page
}

/** Whether a message asks question `number` of the game at this moment. */
function asks(number: number): (message: Pick<APIMessage, 'embeds' | 'components'>) => boolean {
  return ({ embeds, components }) =>
    JSON.stringify(embeds).includes(`Question ${number} of`) &&
    JSON.stringify(components).includes(':answer:')
}

/** The `custom_id` of the answer in place `at`, or of the last where there are fewer. */
function buttonOf({ components }: APIMessage, at: number): string {
  const buttons = (components ?? []).flatMap((row) =>
    row.type === ComponentType.ActionRow ? row.components : [],
  )
  const ids = buttons.flatMap((button) =>
    'custom_id' in button && button.custom_id.includes(':answer:') ? [button.custom_id] : [],
  )
  return ids[Math.min(at, ids.length - 1)] ?? ''
}
