/** A guild's answers as files: JSON that comes back as it went, CSV for spreadsheets, Markdown for readers. */

import { type Entry, entryFileOf } from './entry.ts'
import { prettyJson } from './write-json.ts'

export type ExportFormat = 'json' | 'csv' | 'markdown'

/** Names and contents of an export, by format. */
export function exported(
  entries: readonly Entry[],
  format: ExportFormat,
): { name: string; text: string } {
  switch (format) {
    case 'json':
      return { name: 'answers.json', text: jsonOf(entries) }
    case 'csv':
      return { name: 'answers.csv', text: csvOf(entries) }
    case 'markdown':
      return { name: 'answers.md', text: markdownOf(entries) }
  }
}

function jsonOf(entries: readonly Entry[]): string {
  return prettyJson({
    title: 'Answers',
    description: 'Exported from a server.',
    entries: entries.map(entryFileOf),
  })
}

const columns = ['id', 'question', 'answer', 'aliases', 'topics', 'sources', 'checked'] as const

/**
 * RFC 4180 with every cell quoted. A line of a cell that a spreadsheet would take for a formula gets a `'` before
 * it (OWASP, CSV injection), also behind blanks and for full-width signs.
 */
function csvOf(entries: readonly Entry[]): string {
  const rows = entries.map(({ id, question, answer, aliases, topics, sources, checked = '' }) => [
    id,
    question,
    answer,
    aliases.join('; '),
    topics.join('; '),
    sources.map(({ title, url }) => url ?? title).join('; '),
    checked,
  ])
  return `${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const harmless = text
    .split('\n')
    .map((line) => (/^\s*[=+\-@\t\r＝＋－＠]/u.test(line) ? `'${line}` : line))
    .join('\n')
  return `"${harmless.replaceAll('"', '""')}"`
}

function markdownOf(entries: readonly Entry[]): string {
  return entries
    .map(({ question, answer, sources, checked }) =>
      [
        `## ${question}`,
        answer,
        ...(sources.length === 0
          ? []
          : [
              sources
                .map(
                  ({ title, publisher, year, url }) =>
                    `- ${url ? `[${title}](${url})` : title}, ${publisher}, ${year}`,
                )
                .join('\n'),
            ]),
        ...(checked === undefined ? [] : [`*Facts checked on ${checked}.*`]),
      ].join('\n\n'),
    )
    .join('\n\n')
    .concat('\n')
}
