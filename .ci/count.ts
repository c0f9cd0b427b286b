/** Prints the closing line of a test run, `N passed, N failed`, from vitest's JSON report. */

import { readFileSync } from 'node:fs'

interface Report {
  numPassedTests: number
  numFailedTests: number
}

const [file = ''] = process.argv.slice(2)
const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8')) as Report
console.log(`${numPassedTests} passed, ${numFailedTests} failed`)
