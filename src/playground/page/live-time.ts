/** An element for times that count by themselves. */

import { styledTime } from './time.ts'

/** `<playground-time at="ms" look="R">`: shows the time in that style; a relative one counts each second. */
export class PlaygroundTime extends HTMLElement {
  static observedAttributes = ['at', 'look']
  #timer: ReturnType<typeof setInterval> | undefined

  connectedCallback(): void {
    this.#show()
    if (this.getAttribute('look') === 'R') this.#timer = setInterval(() => this.#show(), 1000)
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer)
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show()
  }

  #show(): void {
    const at = Number(this.getAttribute('at'))
    const words = styledTime(at, this.getAttribute('look') ?? 'f', Date.now())
    if (this.textContent !== words) this.textContent = words
    this.title = styledTime(at, 'F', Date.now())
  }
}

customElements.define('playground-time', PlaygroundTime)
