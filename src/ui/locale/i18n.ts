import i18next, { type i18n } from 'i18next'
import type { Language } from '#state/session/state.ts'

/** Texts of one part of the frame, by language. */
export type LocaleSource = Record<Language, () => Promise<{ default: object }>>

const own: LocaleSource = { zh: () => import('./zh.json'), en: () => import('./en.json') }

export interface Locale {
  i18n: i18n
  /** Loads the texts of the language and shows them; the document's `lang` and title follow. */
  setLanguage(language: Language): Promise<void>
}

/** Texts are loaded by language and namespace when they are first needed. `ui` is the frame's own namespace. */
export async function createLocale(language: Language, sources: Record<string, LocaleSource>): Promise<Locale> {
  const all: Record<string, LocaleSource> = { ui: own, ...sources }
  const instance = i18next.createInstance()
  await instance.init({
    lng: language,
    ns: Object.keys(all),
    defaultNS: 'ui',
    resources: { [language]: await loadAll(all, language) },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  })
  const show = (shown: Language) => {
    document.documentElement.lang = shown === 'zh' ? 'zh-CN' : 'en'
    document.title = instance.t('ui:shell.title')
  }
  show(language)
  return {
    i18n: instance,
    setLanguage: async next => {
      for (const [namespace, texts] of Object.entries(await loadAll(all, next)))
        instance.addResourceBundle(next, namespace, texts, true, true)
      await instance.changeLanguage(next)
      show(next)
    },
  }
}

async function loadAll(sources: Record<string, LocaleSource>, language: Language): Promise<Record<string, object>> {
  const loaded = Object.entries(sources).map(async ([id, source]) => [id, (await source[language]()).default] as const)
  return Object.fromEntries(await Promise.all(loaded))
}
