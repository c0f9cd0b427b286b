/** The context menu: opened by the pointer, a button or the keyboard; walked with the arrow keys. */

import { html, nothing, type TemplateResult } from 'lit'
import type { Menu, Page } from './parts.ts'

type Content = Pick<Menu, 'title' | 'groups'>

function open(page: Page, content: Content, x: number, y: number, from: HTMLElement | null): void {
  page.ui.menu = { ...content, x, y, from }
  page.change()
  requestAnimationFrame(place)
}

/** Opens the menu where the pointer is. */
export function openAt(page: Page, event: MouseEvent, content: Content): void {
  const target = event.target as HTMLElement
  if (target.closest('a, input, textarea') || String(getSelection())) return
  event.preventDefault()
  const from = target.closest<HTMLElement>('[tabindex], button')
  open(page, content, event.clientX, event.clientY, from)
}

/** Opens the menu below an element. */
export function openFrom(page: Page, from: HTMLElement, content: Content): void {
  const box = from.getBoundingClientRect()
  const isRow = box.width > 200
  open(page, content, isRow ? box.left + 72 : box.left, Math.min(box.bottom + 4, innerHeight), from)
}

/** Moves the drawn menu into the window and gives its first line the focus. */
function place(): void {
  const menu = document.querySelector<HTMLElement>('.menu')
  if (!menu) return
  const box = menu.getBoundingClientRect()
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - box.width - 8))}px`
  menu.style.top = `${Math.max(8, Math.min(box.top, innerHeight - box.height - 8))}px`
  menu.querySelector<HTMLElement>('[role=menuitem]')?.focus()
}

export function closeMenu(page: Page): void {
  const from = page.ui.menu?.from
  page.ui.menu = null
  page.change()
  from?.focus({ preventScroll: true })
}

function key(event: KeyboardEvent, page: Page): void {
  const lines = [
    ...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=menuitem]'),
  ]
  const at = lines.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (to !== undefined) lines.at(to % lines.length)?.focus()
  else if (event.key === 'Escape' || event.key === 'Tab') closeMenu(page)
  else return
  event.preventDefault()
}

/** The open menu, or nothing. */
export function menuView(page: Page): TemplateResult | typeof nothing {
  const { menu } = page.ui
  if (!menu) return nothing
  return html`<div class="shade clear" @click=${() => closeMenu(page)} @contextmenu=${(
    event: Event,
  ) => {
    event.preventDefault()
    closeMenu(page)
  }}></div>
  <div class="menu" role="menu" aria-label=${menu.title} style="left: ${menu.x}px; top: ${menu.y}px"
    @keydown=${(event: KeyboardEvent) => key(event, page)}>
    ${menu.groups.map(
      ({ title, lines }) => html`<div role="group" aria-label=${title}>
        <div class="menu-title" aria-hidden="true">${title}</div>
        ${lines.map(
          (line) =>
            html`<button type="button" role="menuitem" class="menu-line" tabindex="-1" @click=${() => {
              closeMenu(page)
              line.run()
            }}><span>${line.label}</span>${line.detail ? html`<small>${line.detail}</small>` : nothing}</button>`,
        )}
      </div>`,
    )}
  </div>`
}
