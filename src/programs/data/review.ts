/** One page that shows a whole dataset as Discord would, for someone who reads it all. */

import type { APIEmbed } from 'discord.js'
import type { Located } from '../../knowledge/dataset.ts'
import type { Entry } from '../../knowledge/entry.ts'
import type { DatasetReading } from '../../store/shipped.ts'
import type { TriviaItem } from '../../trivia/question.ts'
import { answerEmbed } from '../../views/answer.ts'
import type { Finding } from './finding.ts'
import { type Html, html, markdown } from './html.ts'
import { reviewStyle } from './review-style.ts'

/** The page's text: no script, nothing from elsewhere. What a check found stands beside what it is about. */
export function reviewPage(
  { answers, trivia }: DatasetReading,
  findings: readonly Finding[],
): string {
  const entries = new Map(answers.items.map(({ item }) => [item.id, item]))
  const beside = besideOf([...answers.items, ...trivia.items], findings)
  const placeless = findings.filter((finding) => !beside.placed.has(finding))
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Review of the dataset</title>
<style>${reviewStyle}</style>
</head>
<body>
<nav aria-label="Contents">
<h1>Review</h1>
<p>${answers.items.length} answers, ${trivia.items.length} trivia questions, ${findings.length} findings</p>
${contents('Answers', answers.items)}
${contents('Trivia', trivia.items)}
</nav>
<main>
${remarks(placeless)}
<h2>Answers</h2>
${answers.items.map((place) => answerCard(place, entries, beside.of(place)))}
<h2>Trivia</h2>
${trivia.items.map((place) => triviaCard(place, entries, beside.of(place)))}
</main>
</body>
</html>
`
  return page.text
}

type Item = Located<Entry> | Located<TriviaItem>

/** Which findings belong to which item: those from its first line on, up to the next item of its file. */
function besideOf(items: readonly Item[], findings: readonly Finding[]) {
  const placed = new Set<Finding>()
  const byItem = Map.groupBy(findings, (finding) => {
    const before = items.filter(
      ({ file, lineOf }) => file === finding.file && lineOf() <= (finding.line ?? 0),
    )
    const own = before.reduce<Item | undefined>(
      (last, item) => (last === undefined || item.lineOf() > last.lineOf() ? item : last),
      undefined,
    )
    if (own !== undefined) placed.add(finding)
    return own
  })
  return { placed, of: (item: Item) => byItem.get(item) ?? [] }
}

function contents(title: string, items: readonly Item[]): Html {
  const files = [...Map.groupBy(items, ({ file }) => file)]
  return html`<h2>${title}</h2>
${files.map(
  ([
    file,
    own,
  ]) => html`<details><summary>${file.split(/[\\/]/).at(-1) ?? file} (${own.length})</summary>
<ol>${own.map(({ item }) => html`<li><a href="#${anchor(item)}">${item.question}</a></li>`)}</ol></details>
`,
)}`
}

/** Entries and trivia may share ids. */
function anchor(item: Entry | TriviaItem): string {
  return 'answer' in item ? `answer-${item.id}` : `trivia-${item.id}`
}

function remarks(findings: readonly Finding[]): Html {
  if (findings.length === 0) return html``
  return html`<ul class="remarks">${findings.map(
    ({ rule, message }) => html`<li><b>${rule}</b> ${message}</li>`,
  )}</ul>`
}

function answerCard(
  place: Located<Entry>,
  entries: ReadonlyMap<string, Entry>,
  findings: readonly Finding[],
): Html {
  const { item, file, lineOf } = place
  const related = item.related.flatMap((id) => entries.get(id) ?? [])
  return html`<article id="${anchor(item)}">
<p class="place">${item.id} · ${file}:${lineOf()}${item.pinned ? ' · pinned' : ''}</p>
${embedCard(answerEmbed(item))}
${related.length === 0 ? '' : html`<p class="menu">Related questions ▾ ${related.map((other) => html`<a href="#${anchor(other)}">${other.question}</a>`)}</p>`}
<p class="aside">Also found by: ${item.aliases.length === 0 ? 'nothing else' : item.aliases.map((alias) => html`<q>${alias}</q> `)}</p>
${remarks(findings)}
</article>
`
}

function embedCard({
  title = '',
  description = '',
  fields = [],
  footer,
  color = 0,
}: APIEmbed): Html {
  return html`<div class="embed" style="border-color:#${color.toString(16).padStart(6, '0')}">
<h3>${title}</h3>
<div class="said">${markdown(description)}</div>
<div class="fields">${fields.map(
    ({ name, value, inline }) =>
      html`<div class="${inline ? 'inline' : 'wide'}"><b>${name}</b><div class="said">${markdown(value)}</div></div>`,
  )}</div>
${footer === undefined ? '' : html`<p class="footer">${footer.text}</p>`}
</div>`
}

function triviaCard(
  place: Located<TriviaItem>,
  entries: ReadonlyMap<string, Entry>,
  findings: readonly Finding[],
): Html {
  const { item, file, lineOf } = place
  const behind = entries.get(item.entry)
  return html`<article id="${anchor(item)}">
<p class="place">${item.id} · ${file}:${lineOf()} · ${item.difficulty} · ${item.topics.join(', ')}</p>
<div class="embed">
<h3>${item.question}</h3>
<ul class="options"><li class="right">✓ ${item.right}</li>${item.wrong.map((option) => html`<li>${option}</li>`)}</ul>
<div class="said">${markdown(item.note)}</div>
<p class="footer">${item.sources.map(({ title, publisher, year, url }) => html`${url === undefined ? title : html`<a href="${url}">${title}</a>`} · ${publisher}, ${year}<br>`)}</p>
</div>
<p class="aside">${item.accept.length === 0 ? '' : html`Also right: ${item.accept.map((typed) => html`<q>${typed}</q> `)}`}
${behind === undefined ? '' : html`Rests on <a href="#${anchor(behind)}">${behind.question}</a>`}</p>
${remarks(findings)}
</article>
`
}
