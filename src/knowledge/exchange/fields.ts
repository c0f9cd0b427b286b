/** What people call the parts of an entry in their spreadsheets and JSON files. */

/** The parts that a file can name. */
export const fieldNames = [
  'question',
  'answer',
  'aliases',
  'topics',
  'sources',
  'related',
  'id',
  'checked',
  'language',
  'pinned',
  'contested',
] as const

export type FieldName = (typeof fieldNames)[number]

const names: Readonly<Record<FieldName, readonly string[]>> = {
  question: ['question', 'questions', 'q', 'title', 'prompt', 'ask', 'query', 'name', 'faq'],
  answer: [
    'answer',
    'answers',
    'a',
    'response',
    'reply',
    'acceptedanswer',
    'text',
    'content',
    'body',
  ],
  aliases: [
    'aliases',
    'alias',
    'alternatives',
    'variants',
    'synonyms',
    'otherwordings',
    'alternatequestions',
  ],
  topics: ['topics', 'topic', 'tags', 'tag', 'category', 'categories', 'section', 'keywords'],
  sources: ['sources', 'source', 'references', 'reference', 'links', 'link', 'url'],
  related: ['related', 'seealso'],
  id: ['id', 'slug', 'key'],
  checked: ['checked', 'lastchecked'],
  language: ['language', 'lang', 'locale'],
  pinned: ['pinned'],
  contested: ['contested'],
}

/** The part that a name means, whatever its capitals, spaces and hyphens; undefined for an unknown name. */
export function fieldOf(name: string): FieldName | undefined {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '')
  return fieldNames.find((field) => names[field].includes(plain))
}

/**
 * Which of the names stands for each part. Where several mean the same part, the one that says it best wins:
 * with columns `title` and `question`, the question is `question`.
 */
export function chooseFields(given: readonly string[]): Map<FieldName, string> {
  const rank = (field: FieldName, name: string) =>
    names[field].indexOf(name.toLowerCase().replace(/[^a-z]/g, ''))
  const chosen = new Map<FieldName, string>()
  for (const name of given) {
    const field = fieldOf(name)
    if (field === undefined) continue
    const before = chosen.get(field)
    if (before === undefined || rank(field, name) < rank(field, before)) chosen.set(field, name)
  }
  return chosen
}
