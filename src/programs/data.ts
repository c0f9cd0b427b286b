/** `npm run data -- …`: import, check, count and review a dataset. */

import { runProgram } from '../terminal.ts'
import { runData } from './data/run.ts'

await runProgram(() => runData(process.argv.slice(2), (line) => console.log(line)))
