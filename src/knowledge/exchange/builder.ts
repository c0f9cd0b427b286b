/** Drafts into entries that pass the schema, with ids and wordings of their own. */

import { clean, oneLine } from '../clean.ts'
import { type Entry, type EntryFile, entryFileSchema, entryLimits, sourceSchema } from '../entry.ts'
import { issueText, meantIssues } from '../problem.ts'
import { sameKey } from '../sameness.ts'
import { slugOf, uniqueSlug } from '../slug.ts'
import { type Draft, longestPart, type Skipped, type Warning } from './draft.ts'

/** An entry made from a file, and the line on which its question stands. */
export interface Taken {
  readonly line: number
  readonly entry: EntryFile
}

/** What became of every part of a file. */
export interface Import {
  readonly taken: readonly Taken[]
  readonly skipped: readonly Skipped[]
  readonly warnings: readonly Warning[]
}

/** Builds entries one by one, keeping apart the ids and wordings they use. */
export class Builder {
  readonly #taken: Taken[] = []
  readonly #skipped: Skipped[] = []
  readonly #warnings: Warning[] = []
  readonly #ids: Set<string>
  /** Who has each wording. */
  readonly #wordings = new Map<string, string>()

  constructor(existing: readonly Entry[]) {
    this.#ids = new Set(existing.map(({ id }) => id))
    for (const { id, question, aliases } of existing)
      for (const wording of [question, ...aliases])
        this.#wordings.set(sameKey(wording), `is answered already by the entry "${id}"`)
  }

  add(draft: Draft): void {
    const { line } = draft
    const question = oneLine(clean(draft.question).text)
    const reason = this.#objection(draft, question)
    if (reason !== undefined) {
      this.#skipped.push({ line, reason, text: question })
      return
    }
    const parsed = entryFileSchema.safeParse(this.#entry(draft, question), { reportInput: true })
    if (parsed.success) this.#take(line, parsed.data)
    else this.#skipped.push({ line, reason: reasonOf(parsed.error.issues), text: question })
  }

  finish(skipped: readonly Skipped[], warnings: readonly Warning[]): Import {
    const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line
    const taken = this.#taken.map(({ line, entry }) => ({
      line,
      entry: this.#related(line, entry),
    }))
    return {
      taken,
      skipped: [...skipped, ...this.#skipped].map(shortened).toSorted(byLine),
      warnings: [...warnings, ...this.#warnings, ...unsourced(taken)].toSorted(byLine),
    }
  }

  /** Why the draft cannot be an entry, as far as its question and the length of its parts say. */
  #objection({ answer, more = {} }: Draft, question: string): string | undefined {
    if (question === '') return 'has no question'
    if (question.length > entryLimits.question)
      return `the question is ${question.length} characters long; at most ${entryLimits.question} are allowed`
    const tooLong = [answer, ...Object.values(more)].flat().find(isTooLong)
    if (tooLong !== undefined)
      return `a part is ${tooLong.length} characters long; at most ${longestPart} are read`
    return this.#wordings.get(sameKey(question))
  }

  #entry(draft: Draft, question: string): object {
    const { id, topics, related, sources, aliases, checked, language, pinned, contested } =
      draft.more ?? {}
    const keep = (name: string, value: unknown) => (value === undefined ? {} : { [name]: value })
    return {
      id: this.#id(id, question),
      question,
      answer: this.#answer(draft),
      ...keep('aliases', this.#aliases(aliases, question, draft.line)),
      ...keep('topics', textsOf(topics, entryLimits.topic, entryLimits.topics)),
      ...keep('related', textsOf(related, entryLimits.id, entryLimits.related)),
      ...keep('sources', this.#sources(sources, draft.line)),
      ...keep('checked', checked),
      ...keep('contested', contested),
      ...keep('pinned', pinned),
      ...keep('language', language),
    }
  }

  #id(given: unknown, question: string): string {
    const slug = typeof given === 'string' ? slugOf(given, entryLimits.id) : ''
    const wanted = slug === '' ? slugOf(question, entryLimits.id) : slug
    return uniqueSlug(wanted === '' ? 'entry' : wanted, this.#ids, entryLimits.id)
  }

  /** One paragraph as text, several as a list. */
  #answer({ answer, line }: Draft): string | string[] {
    const texts = (typeof answer === 'string' ? [answer] : [...answer]).map(clean)
    const removed = texts.reduce((sum, text) => sum + text.removed, 0)
    if (removed > 0)
      this.#warnings.push({ line, message: `${removed} invisible characters were taken out` })
    const paragraphs = texts.flatMap(({ text }) => paragraphsOf(text))
    return paragraphs.length === 1 ? (paragraphs[0] ?? '') : paragraphs
  }

  #aliases(given: unknown, question: string, line: number): string[] | undefined {
    const own = new Set([sameKey(question)])
    const kept = textsOf(given, entryLimits.alias, entryLimits.aliases)?.filter((alias) => {
      const key = sameKey(alias)
      const reason = this.#wordings.get(key)
      if (reason !== undefined)
        this.#warnings.push({ line, message: `the alias "${alias}" was left out: it ${reason}` })
      const isNew = reason === undefined && !own.has(key)
      own.add(key)
      return isNew
    })
    return kept?.length === 0 ? undefined : kept
  }

  /** Sources that say what they are; a bare address says neither title nor year, so it cannot be one. */
  #sources(given: unknown, line: number): unknown[] | undefined {
    if (given === undefined || given === null) return undefined
    const list = Array.isArray(given) ? given : [given]
    return list.flatMap((source) => {
      const parsed = sourceSchema.safeParse(source)
      if (parsed.success) return [parsed.data]
      const message = `the source ${excerpt(JSON.stringify(source) ?? '')} was left out: a source needs a title, a publisher and a year`
      this.#warnings.push({ line, message })
      return []
    })
  }

  #take(line: number, entry: EntryFile): void {
    this.#ids.add(entry.id)
    for (const wording of [entry.question, ...(entry.aliases ?? [])])
      this.#wordings.set(sameKey(wording), `reads the same as a wording on line ${line}`)
    this.#taken.push({ line, entry })
  }

  /** Relations to entries that exist, now that all are known. */
  #related(line: number, entry: EntryFile): EntryFile {
    if (entry.related === undefined) return entry
    const known = entry.related.filter((id) => this.#ids.has(id) && id !== entry.id)
    for (const id of entry.related.filter((id) => !known.includes(id)))
      this.#warnings.push({
        line,
        message: `the related entry "${id}" was left out: there is none`,
      })
    return { ...entry, related: known }
  }
}

/** One warning for all entries that name no source. */
function unsourced(taken: readonly Taken[]): Warning[] {
  const bare = taken.filter(({ entry }) => (entry.sources ?? []).length === 0)
  const [first] = bare
  if (first === undefined) return []
  const who = bare.length === 1 ? 'one entry names' : `${bare.length} entries name`
  return [
    { line: first.line, message: `${who} no source; readers will want to know where it is from` },
  ]
}

function isTooLong(part: unknown): part is string {
  return typeof part === 'string' && part.length > longestPart
}

function reasonOf(issues: Parameters<typeof meantIssues>[0]): string {
  const [issue] = meantIssues(issues)
  return issue === undefined ? 'is not valid' : issueText(issue)
}

/** Texts of a list, or of one text parted by commas; undefined where there is none that fits. */
function textsOf(given: unknown, longest: number, most: number): string[] | undefined {
  const list = typeof given === 'string' ? given.split(/[,;|]/) : given
  if (!Array.isArray(list)) return undefined
  const texts = list
    .filter((part): part is string => typeof part === 'string')
    .map((part) => oneLine(clean(part).text))
    .filter((part) => part !== '' && part.length <= longest)
  return texts.length === 0 ? undefined : [...new Set(texts)].slice(0, most)
}

/** Paragraphs between blank lines, except that a code block stays whole. */
function paragraphsOf(text: string): string[] {
  const parts = text.includes('```') ? [text] : text.split(/\n[ \t]*(?:\n[ \t]*)+/)
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function shortened({ line, reason, text }: Skipped): Skipped {
  return { line, reason, text: excerpt(oneLine(clean(text.slice(0, 300)).text)) }
}

function excerpt(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79).trimEnd()}…`
}
