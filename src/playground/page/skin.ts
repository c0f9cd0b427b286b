/** Loads the message components and dresses them in the page's colours, readable on both themes. */

// First, because the components read their fallback pictures while they load.
import './avatar.ts'
import { DiscordAuthorInfo } from '@skyra/discord-components-core/discord-author-info.js'
import { DiscordCommand } from '@skyra/discord-components-core/discord-command.js'
import { DiscordEmbed } from '@skyra/discord-components-core/discord-embed.js'
import { DiscordEmbedFooter } from '@skyra/discord-components-core/discord-embed-footer.js'
import { DiscordMention } from '@skyra/discord-components-core/discord-mention.js'
import { DiscordMessage } from '@skyra/discord-components-core/discord-message.js'
import { DiscordReply } from '@skyra/discord-components-core/discord-reply.js'
import { DiscordSpoiler } from '@skyra/discord-components-core/discord-spoiler.js'
import { DiscordSystemMessage } from '@skyra/discord-components-core/discord-system-message.js'
import { type CSSResult, css, type LitElement } from 'lit'

/** Adds rules after a component's own; its instances are drawn later, so all of them get these. */
function dress(component: typeof LitElement, rules: CSSResult): void {
  component.elementStyles.push(rules.styleSheet ?? rules)
}

dress(
  DiscordMessage,
  css`
    :host { color: var(--text); padding: 2px 48px 2px 16px; margin: 0; font: inherit; line-height: 1.375; }
    :host(:hover) { background: none; }
    .discord-author-avatar { margin-top: 2px; }
    .discord-author-avatar img { cursor: default; }
    .discord-message-content { line-height: 1.375; padding-top: 0; min-width: 0; }
    .discord-message-body { word-break: normal; overflow-wrap: anywhere; }
    :host .discord-message-markup { display: block; }
    :host .discord-message-timestamp { color: var(--muted); margin-left: 4px; font-weight: 500; }
    .discord-message-edited { color: var(--muted); margin-left: 2px; }
    :host .discord-message-body-only-indent { flex: none; width: 40px; margin-right: 16px; font-size: 11px; text-align: right; align-self: start; line-height: 22px; margin-left: 0; }
    .discord-message-inner-center { align-items: stretch; }
  `,
)
dress(
  DiscordAuthorInfo,
  css`
    :host .discord-author-username { color: var(--heading); }
    :host .discord-author-username:hover { text-decoration: none; cursor: default; }
  `,
)
const above = css`
  :host { color: var(--muted); font: inherit; font-size: 14px; margin-left: 56px; margin-bottom: 2px; min-width: 0; }
  :host::before { content: ''; position: absolute; top: 50%; left: -36px; width: 32px; height: 12px; border: 2px solid var(--spine) !important; border-right: 0 !important; border-bottom: 0 !important; border-top-left-radius: 6px; }
  :host .discord-replied-message-username, :host([light-theme]) .discord-replied-message-username { color: var(--heading); opacity: 1; }
  :host .discord-replied-message-username:hover { text-decoration: none; cursor: default; }
  .discord-message-edited { color: inherit; }
  .discord-replied-message-content { overflow: hidden; cursor: inherit; }
  .discord-replied-message-content:hover { color: inherit; }
  :host .discord-slash-command-name { color: var(--mention) !important; background: var(--mention-back); padding: 0 4px; }
  :host .discord-slash-command-name:hover { color: var(--mention) !important; background: var(--mention-back); }
  .discord-slash-command-name svg { display: none; }
  .discord-context-command-name { color: var(--link) !important; opacity: 1; }
`
dress(DiscordReply, above)
dress(DiscordCommand, above)
dress(
  DiscordEmbed,
  css`
    :host { color: var(--text); font-size: 14px; line-height: 18px; margin: 4px 0 0; max-width: 520px; }
    :host .discord-left-border { background-color: var(--spine); }
    :host .discord-embed-root { flex: 0 1 auto; }
    :host .discord-embed-wrapper { background: var(--embed); border: 1px solid var(--embed-edge); border-left: 0; max-width: 516px; }
    :host .discord-embed-wrapper .discord-embed-grid { padding: 8px 16px 16px 12px; grid-template-columns: minmax(0, 1fr); display: grid; }
    ::slotted(*), slot[name='footer']::slotted(*) { grid-column: 1 / -1; min-width: 0; }
    :host(.with-thumbnail) .discord-embed-wrapper .discord-embed-grid { position: relative; padding-right: 112px; }
  `,
)
dress(
  DiscordEmbedFooter,
  css`:host { color: var(--muted); flex-wrap: wrap; white-space: pre-wrap; }`,
)
dress(
  DiscordMention,
  css`
    :host, :host([type='role']) { color: var(--mention); background-color: var(--mention-back); cursor: default; transition: none; }
    :host(:hover) { color: var(--mention); background-color: var(--mention-back); }
  `,
)
dress(
  DiscordSpoiler,
  css`
    :host { background-color: var(--veil); }
    :host(:hover) { background-color: var(--veil); }
    :host([activated]) { background-color: var(--code); cursor: inherit; }
    :host(:not([activated])) slot { visibility: hidden; }
  `,
)
dress(
  DiscordSystemMessage,
  css`
    :host { color: var(--muted); font: inherit; margin: 0; padding: 2px 48px 2px 16px !important; }
    :host(:hover) { background: none; }
    :host .discord-message-timestamp { color: var(--muted); }
    :host .discord-message-content { line-height: 1.375; }
  `,
)
