import { expect, it } from 'vitest'
import { toTerms } from './words.ts'

it('names the licence beside the maker, once', () => {
  expect(toTerms({ attribution: '© City', licence: 'CC0-1.0' })).toBe('© City, CC0-1.0')
  expect(toTerms({ attribution: '© OpenStreetMap contributors, ODbL 1.0', licence: 'ODbL-1.0' })).toBe(
    '© OpenStreetMap contributors, ODbL 1.0',
  )
  expect(toTerms({ licence: 'CC-BY-4.0' })).toBe('CC-BY-4.0')
  expect(toTerms({})).toBeUndefined()
})
