/** Three people in three browser windows play a whole game by keyboard and mouse. */

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const questions = [1, 2, 3]
/** Who is right on which questions: a place for each, and one point apart. */
const plan = { Ana: [true, true, true], Ben: [true, false, true], Chidi: [false, false, true] }
type Name = keyof typeof plan
const names = Object.keys(plan) as Name[]

let world: BotWorld
let browser: Browser
const windows = new Map<Name, Page>()
/** Errors in a page, and requests that left this computer. */
const broken: string[] = []

beforeAll(async () => {
  world = await openWorld([], { trivia: pool(30), page: true })
  browser = await openBrowser()
  for (const name of names) windows.set(name, await openWindow(name))
})

afterEach(() => expect(broken).toEqual([]))

afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** A window with cookies and storage of its own, in which one person sits. */
async function openWindow(name: Name): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1180, height: 860 } })
  context.setDefaultTimeout(15_000)
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (protocol !== 'data:' && hostname !== '127.0.0.1') broken.push(request.url())
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => broken.push(error.message))
  await page.goto(`${world.pageUrl}?as=${world.person(name).id}`)
  await page.getByRole('button', { name: `acting as ${name}` }).waitFor()
  return page
}

const windowOf = (name: Name) => windows.get(name) as Page
const inAll = <T>(what: (page: Page, name: Name) => Promise<T>) =>
  Promise.all(names.map((name) => what(windowOf(name), name)))

/** The newest message with this title; those that answer to it quote the title, too. */
function titled(page: Page, words: string): Locator {
  const title = page.locator('.embed-title', { hasText: words })
  return page.locator('.message[data-id]', { has: title }).last()
}

/** The messages with these words. */
function messages(page: Page, words: string): Locator {
  return page.locator('.message[data-id]', { hasText: words })
}

/** Presses a button until `seen` is there, as people do: what somebody else does may move it away under the pointer. */
async function press(button: Locator, seen: Locator): Promise<void> {
  for (let tries = 0; tries < 4; tries += 1) {
    await button.click()
    const isThere = await seen.waitFor({ timeout: 4_000 }).then(
      () => true,
      () => false,
    )
    if (isThere) return
  }
  throw new Error('pressed four times, and nothing came of it')
}

/** Writes a command by keyboard alone, with its options one after the other. */
async function type(page: Page, command: string, options: Record<string, string>): Promise<void> {
  await page.locator('#say').pressSequentially(command)
  await page.keyboard.press('Enter')
  for (const [name, value] of Object.entries(options)) {
    await page.locator('#tail').pressSequentially(name)
    await page.keyboard.press('Tab')
    await page.locator(`#option-${name}`).pressSequentially(value)
    await page.keyboard.press('ArrowRight')
  }
  await page.keyboard.press('Enter')
}

/** Each answers by a button in their own window, and reads there, alone, what was taken. */
async function answer(number: number): Promise<void> {
  await inAll(async (page, name) => {
    const isRight = plan[name][number - 1] === true
    const asked = titled(page, `Question ${number} of 3`)
    const taken = messages(page, 'Got it').nth(number - 1)
    await press(asked.getByRole('button', { name: isRight ? /right/ : /wrong \d+ a/ }), taken)
    expect(await taken.innerText()).toMatch(isRight ? /Got it: .*right/ : /Got it: .*wrong/)
  })
}

/** Everybody sees the same reveal: the right answer, how many chose what, and why. */
async function reveals(number: number): Promise<void> {
  const right = names.filter((name) => plan[name][number - 1]).length
  const texts = await inAll(async (page) => {
    const revealed = titled(page, `Question ${number} of 3`)
    await revealed.getByText('✅').waitFor()
    await revealed.getByText('Because it is so.').waitFor()
    expect(await revealed.getByRole('button', { name: /right|wrong/ }).count()).toBe(0)
    return revealed.locator('pre').innerText()
  })
  for (const text of texts) {
    expect(text).toMatch(new RegExp(`✓ [A-D] right \\d+ +█.* ${right}\\b`))
    if (right < names.length)
      expect(text).toMatch(new RegExp(` [A-D] wrong \\d+ a +█.* ${names.length - right}\\b`))
  }
}

test('three windows play from the command to the board', async () => {
  await type(windowOf('Ana'), '/trivia start', {
    questions: '3',
    seconds: '15',
    scoring: 'Every right answer the same',
    lobby: '60',
  })
  await inAll(async (page, name) => {
    const lobby = titled(page, 'Trivia: 3 questions')
    await lobby.getByText('opened a game').waitFor()
    if (name === 'Ana') return
    await press(lobby.getByRole('button', { name: 'Join' }), messages(page, 'You are in').first())
  })
  await inAll((page) => titled(page, 'Trivia: 3 questions').getByText('Players (3)').waitFor())
  const begin = titled(windowOf('Ana'), 'Trivia: 3 questions').getByRole('button', {
    name: 'Start',
  })
  await press(begin, titled(windowOf('Ana'), 'Question 1 of 3'))
  for (const number of questions) {
    await answer(number)
    await reveals(number)
  }
  const boards = await inAll(async (page) => {
    const board = titled(page, 'Final standings')
    await board.waitFor()
    return board.innerText()
  })
  for (const text of boards) {
    const lines = [...text.matchAll(/(\d)\. .*@?(Ana|Ben|Chidi).* (\d+) points · (\d) of 3 right/g)]
    expect(lines.map(([, ...line]) => line)).toEqual([
      ['1', 'Ana', '300', '3'],
      ['2', 'Ben', '200', '2'],
      ['3', 'Chidi', '100', '1'],
    ])
  }
  // What one was told alone stands in one's own window only.
  await inAll(async (page) => {
    expect(await messages(page, 'Got it').count()).toBe(questions.length)
  })
})
