/** A message of Discord as text for a terminal: what a reader of the embed would read. */

import {
  type APIEmbed,
  type APIMessage,
  type APIMessageTopLevelComponent,
  ComponentType,
} from 'discord.js'

/** Title, text, fields, footer and what can be pressed, parted by empty lines; Markdown links written out. */
export function plainText(message: Pick<APIMessage, 'content' | 'embeds' | 'components'>): string {
  const parts = [
    withoutMarkdown(message.content),
    ...message.embeds.map(embedText),
    ...(message.components ?? []).map(componentText),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function embedText({ title, description, fields = [], footer }: APIEmbed): string {
  const parts = [
    title === undefined ? '' : `${title}\n${'='.repeat(Math.min(title.length, 78))}`,
    withoutMarkdown(description ?? ''),
    ...fields.map(({ name, value }) => `${withoutMarkdown(name)}\n${withoutMarkdown(value)}`),
    footer?.text ?? '',
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function componentText(component: APIMessageTopLevelComponent): string {
  if (component.type !== ComponentType.ActionRow) return ''
  return component.components
    .map((item) => {
      if (item.type === ComponentType.StringSelect) {
        const options = item.options.map(({ label }) => `  › ${label}`)
        return [`${item.placeholder ?? 'Choose'}:`, ...options].join('\n')
      }
      return 'label' in item && item.label !== undefined ? `  [ ${item.label} ]` : ''
    })
    .join('\n')
}

/** Links as `title <address>`, emphasis and escapes taken away, timestamps left as they are. */
function withoutMarkdown(text: string): string {
  return (
    text
      // Where the address is written out, the host beside it says nothing more.
      .replace(/\[((?:[^\]\\]|\\.)*)\]\((https?:\/\/([^\s)/]+)[^\s)]*)\)(?: \(\3\))?/g, '$1 <$2>')
      .replace(/(?<!\\)(\*\*|__|~~|\|\|)(.+?)\1/g, '$2')
      .replace(/\\([\\[\]*_~`|])/g, '$1')
      .replace(/^⚖️ /, '')
  )
}
