/** Pictures of people and applications, drawn here so that nothing is fetched from anywhere. */

const hues = [235, 140, 350, 28, 190, 285, 95, 320]

function hueOf(id: string): number {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return hues[sum % hues.length] as number
}

/** At most two letters that stand for a name: "Ana Berisha" gives "AB". */
export function initials(name: string): string {
  const words = name.split(/[\s_.-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? '')
  return letters.join('').toUpperCase() || '?'
}

function svg(body: string): string {
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">${body}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(whole)}`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const robot =
  '<g fill="#fff"><rect x="10" y="14" width="20" height="15" rx="5"/><rect x="19" y="8" width="2" height="6"/>' +
  '<circle cx="20" cy="8" r="2.4"/><rect x="6.5" y="18" width="2.5" height="7" rx="1.2"/>' +
  '<rect x="31" y="18" width="2.5" height="7" rx="1.2"/></g><g fill="#5865f2"><circle cx="16" cy="20.5" r="2.1"/>' +
  '<circle cx="24" cy="20.5" r="2.1"/><path d="M15.5 25.2h9v1.3h-9z"/></g>'

const made = new Map<string, string>()

function remember(key: string, make: () => string): string {
  const known = made.get(key) ?? make()
  made.set(key, known)
  return known
}

/** A picture (data URI) of a person by name, the same for the same id. */
export function personAvatar(id: string, name: string): string {
  return remember(`${id} ${name}`, () => {
    const hue = hueOf(id)
    const size = initials(name).length > 1 ? 15 : 18
    return svg(
      `<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="hsl(${hue} 62% 52%)"/>` +
        `<stop offset="1" stop-color="hsl(${(hue + 35) % 360} 60% 40%)"/></linearGradient></defs>` +
        `<rect width="40" height="40" fill="url(#g)"/><text x="20" y="20.5" fill="#fff" font-size="${size}" ` +
        `font-weight="600" font-family="Noto Sans,Helvetica,Arial,sans-serif" text-anchor="middle" ` +
        `dominant-baseline="central">${escaped(initials(name))}</text>`,
    )
  })
}

/** A picture (data URI) of an application. */
export function botAvatar(): string {
  return remember('bot', () => svg(`<rect width="40" height="40" fill="#5865f2"/>${robot}`))
}

/** The picture of someone; the same person looks the same everywhere on the page. */
export function avatarOf(who: { id: string; name: string; bot?: boolean }): string {
  return who.bot ? botAvatar() : personAvatar(who.id, who.name)
}

// The message components fall back on pictures of Discord's network unless they are given others before they load.
Object.assign(globalThis, {
  $discordMessage: {
    avatars: Object.fromEntries(
      ['default', 'blue', 'gray', 'green', 'orange', 'red', 'pink'].map((name) => [
        name,
        botAvatar(),
      ]),
    ),
  },
})
