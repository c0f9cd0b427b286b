/** Starts the Chromium that the page's tests run in. */

import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const places = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
]

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Where Chromium is: `CHROMIUM_PATH`, else the usual names on the path and in the usual places.
 * Throws with what to install when there is none.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const given = env.CHROMIUM_PATH
  if (given) {
    if (isProgram(given)) return given
    throw new Error(`CHROMIUM_PATH names ${given}, which is no program. Correct or unset it.`)
  }
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...places]
  const all = folders.flatMap((folder) =>
    [...names, 'Chromium', 'Google Chrome'].map((name) => join(folder, name)),
  )
  const found = all.find(isProgram)
  if (found) return found
  throw new Error(
    'The tests of the page need Chromium, and none was found. Install it (Debian, Ubuntu: "apt install chromium") ' +
      'or set CHROMIUM_PATH to a Chromium or Chrome program.',
  )
}

/** A headless Chromium that itself calls nobody. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
