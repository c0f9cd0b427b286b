/** Opens and closes what stands beside the messages, and asks the playground for what it shows. */

import { newNonce, type Page, type PanelName } from './parts.ts'

/** Opens a panel, or closes the open one; the wire is watched only while it is seen. */
export function openPanel(page: Page, panel: PanelName | null): void {
  const before = page.ui.panel
  page.ui.panel = panel
  if (before === 'tools' && panel !== 'tools') {
    page.send({ type: 'watch', nonce: newNonce(), on: false })
    page.state = { ...page.state, wire: [] }
  }
  if (panel === 'tools' && before !== 'tools') {
    page.send({ type: 'watch', nonce: newNonce(), on: true })
    page.send({ type: 'faults', nonce: newNonce() })
  }
  if (panel === 'pins') askForPins(page)
  page.change()
}

/** Asks for the pins of the open channel. */
export function askForPins(page: Page): void {
  const { channelId } = page.state
  if (channelId) page.send({ type: 'pins', nonce: newNonce(), channelId })
}
