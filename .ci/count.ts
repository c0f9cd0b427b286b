/** Prints the closing line of all test runs, `N passed, N failed`, from vitest's JSON reports. */

import { readFileSync } from 'node:fs'

interface Report {
  numPassedTests: number
  numFailedTests: number
}

const reports = process.argv
  .slice(2)
  .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Report)
const sum = (count: keyof Report) => reports.reduce((total, report) => total + report[count], 0)
console.log(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`)
