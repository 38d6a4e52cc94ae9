import { describe, expect, it } from 'vitest'
import { describeShortcut, type KeyLike, matchesShortcut } from './shortcut.ts'

const press = (key: string, held: Partial<KeyLike> = {}): KeyLike => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

describe('shortcuts', () => {
  it('match with control, or command on a Mac', () => {
    expect(matchesShortcut(press('z', { ctrlKey: true }), 'Ctrl+z')).toBe(true)
    expect(matchesShortcut(press('z', { metaKey: true }), 'Ctrl+z')).toBe(true)
    expect(matchesShortcut(press('z'), 'Ctrl+z')).toBe(false)
  })

  it('tell undo from redo', () => {
    const redo = press('Z', { ctrlKey: true, shiftKey: true })
    expect(matchesShortcut(redo, 'Ctrl+z')).toBe(false)
    expect(matchesShortcut(redo, 'Ctrl+Shift+z')).toBe(true)
  })

  it('take the shift of a character as part of it', () => {
    expect(matchesShortcut(press('?', { shiftKey: true }), '?')).toBe(true)
    expect(matchesShortcut(press('+', { shiftKey: true }), '+')).toBe(true)
  })

  it('leave the browser its own', () => {
    expect(matchesShortcut(press('n', { ctrlKey: true }), 'n')).toBe(false)
    expect(matchesShortcut(press('n', { altKey: true }), 'n')).toBe(false)
  })

  it('read well', () => {
    expect(describeShortcut('Ctrl+Shift+z', false)).toBe('Ctrl Shift Z')
    expect(describeShortcut('Ctrl+Shift+z', true)).toBe('⌘ ⇧ Z')
    expect(describeShortcut('+', false)).toBe('+')
  })
})
