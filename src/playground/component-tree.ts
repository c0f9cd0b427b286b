/** The components of a message as a flat list. */

import type { APIMessageComponent } from 'discord-api-types/v10'

/** A component of any kind, with what any of them may have. */
export type AnyComponent = APIMessageComponent & {
  custom_id?: string
  disabled?: boolean
  components?: AnyComponent[]
  accessory?: AnyComponent
}

/** All components of a message, containers before what they hold. */
export function flatComponents(components: readonly unknown[] | undefined): AnyComponent[] {
  return ((components ?? []) as AnyComponent[]).flatMap((component) => [
    component,
    ...flatComponents(component.components),
    ...flatComponents(component.accessory ? [component.accessory] : []),
  ])
}
