/** What `npm start` gives Node beside the program, so that tests and loads run the bot as it is shipped. */

import { readFileSync } from 'node:fs'

const { scripts } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { scripts: { start: string } }

/** The flags between `node` and the program. */
export const startFlags: readonly string[] = scripts.start.split(' ').slice(1, -1)
