/** Tags as bots keep them in TOML: a table for each, with `content` and `keywords` (discord-utils-bot and its kin). */

import { parse, TomlError } from 'smol-toml'
import { UserError } from '../../errors.ts'
import { deepest } from '../json.ts'
import type { Draft, Drafts, Skipped } from './draft.ts'

/** A table's name that is nested deeper than anything here, and that takes long to read. */
const tooDeep = new RegExp(`^[ \\t]*\\[{0,2}[\\w-]+(?:[ \\t]*\\.[ \\t]*[\\w-]+){${deepest},}`, 'm')

/** Reads tags: the name with spaces is the question. Throws a UserError with the line where the file is broken. */
export function readTags(text: string): Drafts {
  const lines = headerLines(text)
  const drafts: Draft[] = []
  const skipped: Skipped[] = []
  for (const [name, tag] of Object.entries(tablesOf(text))) {
    const line = lines.get(name) ?? 1
    const { content, keywords, hoisted } = (tag ?? {}) as Record<string, unknown>
    if (typeof content !== 'string' || content.trim() === '')
      skipped.push({ line, reason: 'has no content', text: name })
    else
      drafts.push({
        line,
        question: spaced(name),
        answer: content,
        more: {
          aliases: Array.isArray(keywords)
            ? keywords.map((word) => spaced(String(word)))
            : undefined,
          pinned: hoisted === true ? true : undefined,
        },
      })
  }
  return { drafts, skipped, warnings: [] }
}

function spaced(name: string): string {
  return name.replace(/[-_]+/g, ' ').trim()
}

function tablesOf(text: string): Record<string, unknown> {
  const deep = tooDeep.exec(text)
  if (deep !== null) {
    const line = text.slice(0, deep.index).split('\n').length
    throw new UserError(
      `Line ${line}: is nested more than ${deepest} levels deep. Nothing was imported.`,
    )
  }
  try {
    return parse(text, { maxDepth: deepest })
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [, reason = 'it cannot be read'] =
      /^Invalid TOML document: ([^\n]*)/.exec(error.message) ?? []
    throw new UserError(`Line ${error.line}: this is not TOML: ${reason}. Nothing was imported.`)
  }
}

/** On which line each table begins. */
function headerLines(text: string): Map<string, number> {
  const lines = new Map<string, number>()
  for (const [at, line] of text.split('\n').entries()) {
    const [, name] = /^\s*\[\s*"?([^\]"]+?)"?\s*\]/.exec(line) ?? []
    if (name !== undefined && !lines.has(name)) lines.set(name, at + 1)
  }
  return lines
}
