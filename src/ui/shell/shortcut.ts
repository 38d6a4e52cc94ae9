/** Keyboard shortcuts are written `Ctrl+Shift+z`; `Ctrl` stands for the command key on a Mac too. */

export interface KeyLike {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

export function matchesShortcut(event: KeyLike, shortcut: string): boolean {
  const parts = shortcut.split(/\+(?=.)/)
  const key = parts[parts.length - 1]
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier)
  if (event.altKey || (event.ctrlKey || event.metaKey) !== wants('Ctrl')) return false
  // The shift of `?` and `+` belongs to the character; for letters it must be asked for.
  const isLetter = /^[a-z]$/i.test(key)
  if (isLetter && event.shiftKey !== wants('Shift')) return false
  return event.key.toLowerCase() === key.toLowerCase()
}

/** For people: `Ctrl Shift Z`, `⌘ ⇧ Z` on a Mac. */
export function describeShortcut(shortcut: string, mac = isMac()): string {
  const parts = shortcut.split(/\+(?=.)/).map(part => (part.length === 1 ? part.toUpperCase() : part))
  return parts.map(part => (mac ? (macNames[part] ?? part) : part)).join(' ')
}

/** Keys belong to the field one writes in, and to an open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
}

const macNames: Record<string, string> = { Ctrl: '⌘', Shift: '⇧' }

function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
}
