/** Colours as Discord sends them (one number), and whether they can be read. */

/** The place a coloured name is hardest to read on, by theme: a line under the pointer. */
const grounds = { dark: 0x393c43, light: 0xe4e6ea }

function channels(colour: number): [number, number, number] {
  return [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255]
}

/** Relative luminance of a colour, 0 to 1, by WCAG 2.2's formula. */
export function luminance(colour: number): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colours, 1 to 21, by WCAG 2.2's formula. */
export function contrast(one: number, other: number): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

export function cssColour(colour: number | string): string {
  return typeof colour === 'string' ? colour : `#${colour.toString(16).padStart(6, '0')}`
}

/** The colour, moved towards white or black until words in it have a contrast of at least 4.5. */
export function readable(colour: number, theme: 'dark' | 'light'): string {
  const towards = theme === 'dark' ? 255 : 0
  for (let step = 0; step <= 20; step += 1) {
    const [red, green, blue] = channels(colour).map((value) =>
      Math.round(value + ((towards - value) * step) / 20),
    ) as [number, number, number]
    const mixed = (red << 16) | (green << 8) | blue
    if (contrast(mixed, grounds[theme]) >= 4.5) return cssColour(mixed)
  }
  return cssColour(theme === 'dark' ? 0xffffff : 0)
}
