/**
 * Loaded before everything else (`node --import`): keeps what Node makes of the sources, so that from the second
 * start on nothing is stripped or compiled again. Not TypeScript, as that would have to be stripped first.
 */

import { enableCompileCache } from 'node:module'

enableCompileCache()
