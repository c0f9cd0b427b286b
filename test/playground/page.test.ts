import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findChromium, openBrowser } from '../support/browser.ts'
import { type Bench, startBench } from './bot.ts'
import { answerPage, pageCommands } from './page-bot.ts'

let bench: Bench
let browser: Browser
let context: BrowserContext
let outside: string[]
let broken: string[]

beforeAll(async () => {
  bench = await startBench(pageCommands as object[], { page: true, guildName: 'Riverside' })
  bench.on(answerPage)
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await bench?.stop()
})

beforeEach(async () => {
  outside = []
  broken = []
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  context.setDefaultTimeout(6_000)
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (protocol !== 'data:' && hostname !== '127.0.0.1') outside.push(request.url())
  })
})

afterEach(async () => {
  await context.close()
  expect(outside, 'requests that left this computer').toEqual([])
  expect(broken, 'errors in the page').toEqual([])
})

/** Opens the page as one person. */
async function openAs(name: string): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error') broken.push(line.text())
  })
  await page.goto(`${bench.playground.pageUrl}?as=${bench.playground.person(name).id}`)
  await page.locator('#say').waitFor()
  return page
}

function newest(page: Page): Locator {
  return page.locator('.message[data-id]').last()
}

/** What stands in the newest message, once it holds these words. */
async function newestSays(page: Page, words: string | RegExp): Promise<Locator> {
  const message = page.locator('.message[data-id]', { hasText: words }).last()
  await message.waitFor()
  return message
}

async function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.id ?? '')
}

describe('a first visit', () => {
  it('shows what to try, and an example fills the composer', async () => {
    const page = await openAs('Ana')
    const card = page.getByRole('region', { name: 'Welcome' })
    await card.getByRole('button', { name: 'Which river flows through Paris?' }).click()
    await expect
      .poll(() => page.locator('#option-question').inputValue())
      .toBe('Which river flows through Paris?')
    await page.keyboard.press('Enter')
    await newestSays(page, 'The Seine')
    expect(await card.count()).toBe(0)
    await page.reload()
    await page.locator('#say').waitFor()
    expect(await card.count()).toBe(0)
  })
})

describe('the composer', () => {
  it('runs a command by keyboard alone, with a suggestion picked while typing', async () => {
    const page = await openAs('Ana')
    await page.locator('#say').press('/')
    await page.getByRole('option', { name: '/ask' }).waitFor()
    await page.keyboard.type('as')
    expect(await page.getByRole('option').first().textContent()).toContain('/ask')
    await page.keyboard.press('Enter')
    await expect.poll(() => focusedName(page)).toBe('option-question')
    await page.keyboard.type('vien')
    await expect.poll(() => page.getByRole('option').allTextContents()).toHaveLength(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await page.locator('#option-question').inputValue()).toBe(
      'Which river flows through Vienna?',
    )
    await page.keyboard.press('Enter')
    const answer = await newestSays(page, 'The Danube')
    expect(await answer.locator('discord-command').getAttribute('command')).toBe('/ask')
    expect(await answer.locator('.embed-title').textContent()).toContain('Vienna')
    expect(await answer.locator('li').allTextContents()).toEqual(['one', 'two'])
    expect(
      await answer.getByRole('link', { name: 'Atlas of rivers' }).getAttribute('title'),
    ).toContain('example.org')
  })

  it('sends free text as it was typed, whatever is suggested', async () => {
    const page = await openAs('Ben')
    await page.locator('#say').pressSequentially('/ask river')
    await page.getByRole('option', { name: 'Paris' }).waitFor()
    await page.keyboard.press('Enter')
    await newestSays(page, 'Nothing found for “river”')
  })

  it('shows the newest suggestions only', async () => {
    const page = await openAs('Ben')
    await page.locator('#say').pressSequentially('/ask cairo')
    await expect.poll(() => page.getByRole('option').allTextContents()).toHaveLength(1)
    await page.locator('#option-question').fill('paris')
    await page.getByRole('option', { name: 'Paris' }).waitFor()
    expect(await page.getByRole('option').count()).toBe(1)
  })

  it('adds an optional option, and an answer meant for one is seen by one', async () => {
    const ana = await openAs('Ana')
    const ben = await openAs('Ben')
    await ana.locator('#say').pressSequentially('/ask cairo')
    await ana.getByRole('option', { name: 'Cairo' }).click()
    await ana.getByRole('option', { name: 'hide' }).click()
    await ana.getByRole('option', { name: 'True' }).click()
    await ana.keyboard.press('Enter')
    const answer = await newestSays(ana, 'Only you can see this')
    await answer.getByText('The Nile').waitFor()
    expect(await ben.getByText('The Nile').count()).toBe(0)
    await answer.getByRole('button', { name: 'Dismiss message' }).click()
    await expect.poll(() => ana.getByText('Only you can see this').count()).toBe(0)
  })

  it('says what is missing instead of sending', async () => {
    const page = await openAs('Ana')
    await page.locator('#say').pressSequentially('/note about ')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.getByRole('alert').textContent())
      .toContain('who: This option is required')
    expect(await focusedName(page)).toBe('option-who')
    await page.keyboard.type('dri')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.type('9')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.getByRole('alert').textContent())
      .toContain('stars: Must be at most 5')
    await page.locator('#option-stars').fill('4')
    await page.keyboard.press('Enter')
    await newestSays(page, /About\W+Drita\W+4 stars/)
  })

  it('leaves a command with Backspace, and sends plain words', async () => {
    const page = await openAs('Chidi')
    await page.locator('#say').pressSequentially('/ask ')
    await expect.poll(() => focusedName(page)).toBe('option-question')
    await page.keyboard.press('Backspace')
    await expect.poll(() => page.locator('#say').inputValue()).toBe('/ask')
    await page.locator('#say').fill('Hello **everyone**')
    await page.keyboard.press('Enter')
    const message = await newestSays(page, 'Hello everyone')
    expect(await message.locator('strong').textContent()).toBe('everyone')
  })
})

describe('messages', () => {
  it('take presses and choices, and show what changed', async () => {
    const page = await openAs('Ana')
    await page.locator('#say').pressSequentially('/vote')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    const vote = await newestSays(page, '0 voted')
    expect(await vote.getByRole('button', { name: 'Closed' }).isDisabled()).toBe(true)
    expect(await vote.getByRole('link', { name: 'Rules' }).getAttribute('href')).toBe(
      'https://example.org/rules',
    )
    await vote.getByRole('button', { name: 'Yes' }).click()
    await newestSays(page, '1 voted')
    // The answers below quote it, so its words alone do not name it.
    const buttons = page.getByRole('button', { name: 'Yes' })
    const voted = page.locator('.message[data-id]', { has: buttons }).last()
    await voted.getByRole('combobox', { name: 'Pick a river' }).press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await newestSays(page, 'Chosen: danube')
    await voted.getByRole('combobox', { name: 'Pick people' }).click()
    await voted.getByRole('option', { name: 'Ben' }).click()
    await voted.getByRole('option', { name: 'Drita' }).click()
    await page.keyboard.press('Escape')
    const { person } = bench.playground
    await newestSays(page, `Chosen: ${person('Ben').id}, ${person('Drita').id}`)
  })

  it('of the newer parts are drawn, and their buttons answer', async () => {
    const page = await openAs('Ana')
    await page.locator('#say').pressSequentially('/layout')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    const message = await newestSays(page, 'Round 1')
    expect(await message.getByRole('heading', { name: 'Round 1' }).count()).toBe(1)
    expect(await message.locator('hr').count()).toBe(1)
    await message.getByRole('button', { name: 'This one' }).click()
    await newestSays(page, 'Right.')
  })

  it('say when the application did not answer in time', async () => {
    const page = await openAs('Ben')
    await page.locator('#say').pressSequentially('/slow')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.getByText('Sending command…').waitFor()
    const failure = page.locator('.failure', { hasText: 'did not respond' })
    await failure.waitFor({ timeout: 8_000 })
    await failure.getByRole('button', { name: 'Dismiss' }).click()
    expect(await failure.count()).toBe(0)
  })

  it('have a menu with the commands on them, opened by keyboard and by pointer', async () => {
    const page = await openAs('Ana')
    await page.locator('#say').fill('one two three')
    await page.keyboard.press('Enter')
    await newestSays(page, 'one two three')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Count words' }).press('Enter')
    await newestSays(page, '3 words')
    // The first is the message itself, the later one an answer that quotes it.
    await page.locator('.message', { hasText: 'one two three' }).first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Greet' }).click()
    await newestSays(page, /Hello\W+Ana\W/)
  })

  it('never become more than text, and links lead only to the web', async () => {
    const page = await openAs('Ben')
    bench.playground
      .person('Ana')
      .say('<img src=x onerror="alert(1)"> [go](javascript:alert(1)) <b>no</b>')
    const message = await newestSays(page, '<b>no</b>')
    expect(await message.locator('.content img, .content b, .content a').count()).toBe(0)
  })

  it('keep a spoiler hidden until it is asked for', async () => {
    const page = await openAs('Ben')
    bench.playground.person('Ana').say('The murderer is ||the gardener||')
    const spoiler = (await newestSays(page, 'The murderer')).getByRole('button', {
      name: /Spoiler/,
    })
    await spoiler.press('Enter')
    await expect.poll(() => page.locator('discord-spoiler[activated]').count()).toBe(1)
  })
})

describe('a form', () => {
  it('checks what is filled in, and is sent', async () => {
    const page = await openAs('Ana')
    await page.locator('#say').pressSequentially('/note write')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog', { name: 'A new note' })
    await form.waitFor()
    await expect.poll(() => focusedName(page)).toBe('field-title')
    await page.keyboard.type('ab')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => form.getByRole('alert').allTextContents())
      .toEqual(['Must be at least 3 characters (2 now)', 'This field is required'])
    await page.keyboard.type('c')
    await form.getByLabel('Blue').check()
    await form.getByRole('button', { name: 'Submit' }).click()
    await newestSays(page, 'Note abc in blue')
    expect(await form.count()).toBe(0)
  })

  it('closes with Escape without a word to anybody', async () => {
    const page = await openAs('Ana')
    const before = await page.locator('.message[data-id]').count()
    await page.locator('#say').pressSequentially('/note write')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    expect(await page.locator('.message[data-id]').count()).toBe(before)
  })
})

describe('people', () => {
  it('two windows are two people in one channel', async () => {
    const ana = await openAs('Ana')
    const ben = await openAs('Ben')
    await ana.locator('#say').fill('Is anybody here?')
    await ana.keyboard.press('Enter')
    await newestSays(ben, 'Is anybody here?')
    await ben.keyboard.press('ArrowUp')
    await ben.keyboard.press('Enter')
    await ben.getByRole('menuitem', { name: 'Reply' }).click()
    await expect.poll(() => focusedName(ben)).toBe('say')
    await ben.locator('#say').fill('I am')
    await ben.keyboard.press('Enter')
    const reply = await newestSays(ana, 'I am')
    await reply.locator('discord-reply', { hasText: 'Is anybody here?' }).waitFor()
  })

  it('one can become somebody else, and the address says who', async () => {
    const page = await openAs('Ana')
    await page.getByRole('button', { name: /acting as/ }).click()
    await page.getByRole('menuitemradio', { name: /Odile/ }).click()
    await page.getByRole('button', { name: /acting as Odile/ }).waitFor()
    expect(new URL(page.url()).searchParams.get('as')).toBe(bench.playground.person('owner').id)
    await page.goBack()
    await page.getByRole('button', { name: /acting as Ana/ }).waitFor()
  })
})

describe('the look', () => {
  it.each(['dark', 'light'] as const)(
    'follows a wish for %s, and has words one can read',
    async (colorScheme) => {
      const page = await openAs('Ana')
      await page.emulateMedia({ colorScheme })
      await expect
        .poll(() => page.evaluate(() => document.documentElement.dataset.theme))
        .toBe(colorScheme)
      await newest(page).waitFor()
      const poor = await page.evaluate(poorContrast)
      expect(poor).toEqual([])
    },
  )

  it('is changed by a button, and stays so', async () => {
    const page = await openAs('Ana')
    await page.getByRole('button', { name: /theme/ }).click()
    const chosen = await page.evaluate(() => document.documentElement.dataset.theme)
    await page.reload()
    await page.locator('#say').waitFor()
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(chosen)
  })

  it('fits a narrow window: channels open from a button, nothing is cut off', async () => {
    const page = await openAs('Ana')
    await page.setViewportSize({ width: 400, height: 700 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400)
    await page.getByRole('button', { name: 'Channels' }).click()
    await page.getByRole('button', { name: 'off-topic' }).click()
    await page.getByRole('heading', { name: 'off-topic' }).waitFor()
  })
})

describe('Chromium', () => {
  it('is asked for in plain words when it is not there', () => {
    expect(() => findChromium({ CHROMIUM_PATH: '/nowhere/chromium' })).toThrow(
      'CHROMIUM_PATH names /nowhere',
    )
  })
})

/** Runs in the page: words whose contrast with what they stand on is below 4.5 (3 when large), by WCAG 2.2. */
function poorContrast(): string[] {
  type Colour = [number, number, number, number]
  const parse = (text: string): Colour => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
    const pen = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
    pen.fillStyle = text
    pen.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data
    return [red, green, blue, alpha / 255]
  }
  const over = (top: Colour, low: Colour): Colour => {
    const mix = (one: number, other: number) => one * top[3] + other * (1 - top[3])
    return [mix(top[0], low[0]), mix(top[1], low[1]), mix(top[2], low[2]), 1]
  }
  const light = (colour: Colour): number => {
    const part = (value: number) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2])
  }
  const above = (node: Element): Element | null =>
    node.assignedSlot ?? node.parentElement ?? (node.getRootNode() as ShadowRoot).host ?? null
  const ground = (node: Element | null): Colour => {
    if (!node) return [255, 255, 255, 1]
    const own = parse(getComputedStyle(node).backgroundColor)
    return own[3] === 1 ? own : over(own, ground(above(node)))
  }
  const poor: string[] = []
  const walk = (root: ParentNode) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) walk(node.shadowRoot)
      const words = [...node.childNodes].filter(
        (one) => one.nodeType === 3 && one.textContent?.trim(),
      )
      const style = getComputedStyle(node)
      if (
        words.length === 0 ||
        !(node as HTMLElement).checkVisibility({ visibilityProperty: true })
      )
        continue
      if (
        node.closest(
          ':disabled, style, script, .only-read, discord-spoiler:not([activated]), [aria-hidden=true]',
        )
      )
        continue
      const back = ground(node)
      const [high, low] = [light(over(parse(style.color), back)), light(back)].sort((a, b) => b - a)
      const contrast = ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
      const large = Number.parseFloat(style.fontSize) >= 24
      if (contrast < (large ? 3 : 4.5)) {
        poor.push(
          `${node.tagName}.${node.className} "${words[0]?.textContent?.trim()}" ${contrast.toFixed(2)}`,
        )
      }
    }
  }
  walk(document)
  return poor
}

describe('the panels beside the messages', () => {
  it('show what is pinned, as it is pinned and unpinned by hand', async () => {
    const page = await openAs('Marek')
    await page.locator('#say').pressSequentially('Read this first')
    await page.keyboard.press('Enter')
    const message = await newestSays(page, 'Read this first')
    await page.getByRole('button', { name: 'Pinned messages' }).click()
    const panel = page.getByRole('complementary', { name: 'Pinned messages' })
    await panel.getByText('Nothing is pinned in this channel yet.').waitFor()
    await message.click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Pin', exact: true }).click()
    await panel.getByText('Read this first').waitFor()
    await message.click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Unpin' }).click()
    await panel.getByText('Nothing is pinned in this channel yet.').waitFor()
  })

  it('arm a fault that the next command meets, and take it away again', async () => {
    const page = await openAs('Ana')
    await page.getByRole('button', { name: 'Faults and wire' }).click()
    const panel = page.getByRole('complementary', { name: 'Faults and wire' })
    await panel.getByRole('button', { name: 'Every third request fails' }).click()
    await panel.getByText('1 armed: Every third request fails').waitFor()
    await panel.getByRole('button', { name: 'Take all away' }).click()
    await panel.getByText('No fault is armed.').waitFor()
    await panel.getByRole('button', { name: 'Lose the next interaction' }).click()
    await panel.getByText('1 armed').waitFor()
    await page.locator('#say').pressSequentially('/ask river')
    await page
      .getByRole('option')
      .first()
      .waitFor({ timeout: 2_000 })
      .catch(() => {})
    await panel.getByText('No fault is armed.').waitFor()
  })

  it('show the wire as it passes, with what broke a rule', async () => {
    const page = await openAs('Ana')
    await page.getByRole('button', { name: 'Faults and wire' }).click()
    const wire = page.getByRole('list', { name: 'Requests and events, newest first' })
    await page.locator('#say').pressSequentially('/vote')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await wire.getByText('INTERACTION_CREATE').first().waitFor()
    await wire
      .getByText(/POST \/interactions/)
      .first()
      .waitFor()
    const { api, token } = bench.playground
    await fetch(`${api}/v10/channels/${bench.playground.person('Ana').channel.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ embeds: [{ title: 'x'.repeat(300) }] }),
    })
    const broken = wire.locator('.violation').first()
    await broken.getByText('broke: invalid-body').waitFor()
    await broken.locator('summary').click()
    expect(await broken.locator('pre').textContent()).toContain('BASE_TYPE_MAX_LENGTH')
  })
})
