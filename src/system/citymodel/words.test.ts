import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { DataError, type DataErrorCode } from '#model/exchange/error.ts'
import { noticeCodes } from '#model/exchange/notice.ts'
import en from './locale/en.json' with { type: 'json' }
import zh from './locale/zh.json' with { type: 'json' }
import { toErrorWords, toNoticeText, toTerms } from './words.ts'

const translate = (language: 'en' | 'zh') => {
  const i18n = createInstance()
  i18n.init({ lng: language, resources: { en: { citymodel: en }, zh: { citymodel: zh } }, initAsync: false })
  return i18n.getFixedT(language, 'citymodel')
}
/** The compiler sees that no code is missing. */
const errors: Record<DataErrorCode, { what: string; cure: string }> = en.error
const han = /\p{Script=Han}/u

describe('what went wrong', () => {
  it('with data: every notice that a reader or the pipeline gives has a name in both languages', () => {
    for (const code of [...noticeCodes, 'schema', 'truncated'] as const) {
      expect(toNoticeText(translate('zh'), code), code).toMatch(han)
      expect(toNoticeText(translate('en'), code), code).not.toBe(code)
    }
    expect(toNoticeText(translate('en'), 'of-some-later-version')).toBe('of-some-later-version')
  })

  it('is said with place and cure in the language of the page, never in words of the command line', () => {
    const error = new DataError('crs-missing', 'No CRS is named.', {
      file: 'a.json',
      place: 'line 7',
      cure: 'Name it with --crs EPSG:N.',
    })
    const words = toErrorWords(translate('zh'), error)
    expect(words).toMatchObject({ where: 'a.json · 第 7 行', cure: '请选择数据所用的坐标系。' })
    expect(words.what).toMatch(han)
    expect(Object.values(words).join()).not.toContain('--crs')
  })

  it.each(Object.keys(errors).filter(code => !['detail', 'place'].includes(code)))(
    'of code %s has Chinese words',
    code => {
      const { what, cure } = toErrorWords(translate('zh'), new DataError(code as DataErrorCode, 'x'))
      expect([what, cure].every(text => han.test(text) && !text.startsWith('error.'))).toBe(true)
    },
  )
})

it('names the licence beside the maker, once', () => {
  expect(toTerms({ attribution: '© City', licence: 'CC0-1.0' })).toBe('© City, CC0-1.0')
  expect(toTerms({ attribution: '© OpenStreetMap contributors, ODbL 1.0', licence: 'ODbL-1.0' })).toBe(
    '© OpenStreetMap contributors, ODbL 1.0',
  )
  expect(toTerms({ licence: 'CC-BY-4.0' })).toBe('CC-BY-4.0')
  expect(toTerms({})).toBeUndefined()
})
