/** The page's own signs, drawn as lines so that no font and no picture is needed. */

import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit'

function icon(body: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${body}</svg>`
}

export const icons = {
  hash: icon(svg`<path d="M9 4 7 20M17 4l-2 16M4 9h16M4 15h16"/>`),
  thread: icon(svg`<path d="M5 5h14v10h-7l-4 4v-4H5z"/><path d="M8.5 8.5h7M8.5 11.5h4"/>`),
  forum: icon(svg`<path d="M4 5h12v8H9l-3 3v-3H4z"/><path d="M19 9h1v8h-2v3l-3-3h-4"/>`),
  people: icon(
    svg`<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6"/><path d="M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.4c2.2.8 3.5 2.7 3.5 5.6"/>`,
  ),
  pin: icon(
    svg`<path d="m14.5 3.5 6 6-2 1-1-.3-3.3 3.3.3 3.5-1.5 1.5-7-7 1.5-1.5 3.5.3 3.3-3.3-.3-1z"/><path d="M9 15 4 20"/>`,
  ),
  menu: icon(svg`<path d="M4 7h16M4 12h16M4 17h16"/>`),
  more: icon(svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3.2"/>`),
  reply: icon(svg`<path d="M10 6 4 12l6 6"/><path d="M4 12h9c4 0 7 2 7 6"/>`),
  close: icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`),
  down: icon(svg`<path d="m6 9 6 6 6-6"/>`),
  check: icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`),
  sun: icon(
    svg`<circle cx="12" cy="12" r="4"/><path d="M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M19 5l-1.5 1.5M6.5 17.5 5 19"/>`,
  ),
  moon: icon(svg`<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>`),
  eye: icon(
    svg`<path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z"/><circle cx="12" cy="12" r="2.8"/>`,
  ),
  send: icon(svg`<path d="M4 4.5 21 12 4 19.5 6.5 12z"/><path d="M6.5 12H13"/>`),
  plus: icon(svg`<path d="M12 5v14M5 12h14"/>`),
  warning: icon(svg`<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v4.5M12 17.4v.1"/>`),
  file: icon(svg`<path d="M6 3h8l5 5v13H6z"/><path d="M14 3v5h5"/>`),
  link: icon(svg`<path d="M14 4h6v6M20 4l-9 9"/><path d="M18 14v6H4V6h6"/>`),
  tools: icon(svg`<path d="M3 12h4l3-8 4 16 3-8h4"/>`),
  role: icon(svg`<path d="M12 3 4 6.5V12c0 4.5 3.3 7.6 8 9 4.7-1.4 8-4.5 8-9V6.5z"/>`),
  window: icon(svg`<rect x="3" y="4" width="18" height="16" rx="2"/><path d="M3 9h18"/>`),
}
