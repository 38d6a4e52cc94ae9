import { valueWords } from '#model/city/words.ts'

/** Fewer letters say too little to mean a use by its beginning. */
const leastLetters = 3

interface Spelling {
  value: string
  full: string
  initials: string
}

let spellings: Promise<Spelling[]> | undefined

/** Values of uses, kinds and tags that a lower-case text means, in Chinese, English or pinyin (whole, its beginning, or all initials). */
export async function findValues(needle: string): Promise<Set<string>> {
  const found = new Set<string>()
  if (/\p{Script=Han}/u.test(needle)) {
    for (const [value, word] of valueWords) if (word.startsWith(needle)) found.add(value)
    return found
  }
  const singular = needle.replace(/(?<=..)s$/, '')
  for (const [value, word] of valueWords) {
    if (word === singular || (needle.length >= leastLetters && word.startsWith(singular))) found.add(value)
  }
  if (!/^[a-z' ]+$/.test(needle)) return found
  const letters = needle.replace(/[' ]/g, '')
  spellings ??= spellWords()
  for (const { value, full, initials } of await spellings) {
    if (initials === letters || (letters.length >= leastLetters && full.startsWith(letters))) found.add(value)
  }
  return found
}

/** Loads the dictionary. */
async function spellWords(): Promise<Spelling[]> {
  const { pinyin } = await import('pinyin-pro')
  const chinese = valueWords.filter(([, word]) => /\p{Script=Han}/u.test(word))
  return chinese.map(([value, word]) => {
    const syllables = pinyin(word, { toneType: 'none', type: 'array', v: true })
    return { value, full: syllables.join(''), initials: syllables.map(syllable => syllable[0]).join('') }
  })
}
