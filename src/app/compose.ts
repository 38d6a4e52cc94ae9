import { keepSession, loadSession, type SessionStorage } from '#state/session/persist.ts'
import { createPresence } from '#state/session/presence.ts'
import { createSession, type Session } from '#state/session/session.ts'
import type { Language, Layer, SessionState } from '#state/session/state.ts'
import { type CityLibrary, type CityModel, createCityModel } from '#system/citymodel/index.ts'
import { toTitle } from '#system/citymodel/words.ts'
import { createLocale, type Locale } from '#ui/locale/i18n.ts'
import type { Frame } from '#ui/shell/context.tsx'
import { createEscapes } from '#ui/shell/escape.ts'
import { createShell } from '#ui/shell/store.ts'
import { runClock } from './clock.ts'
import { startGlobe } from './globe.ts'
import { systems } from './registry.ts'
import { parseUrl, toUrl } from './url.ts'

export interface TwinOptions {
  library: CityLibrary
  /** Where the session is kept; nothing is kept without it. */
  storage?: SessionStorage
  /** Query of the address, with its question mark. */
  search: string
  /** Called with the query that brings one back to the present view. */
  onSearch?(search: string): void
  /** Language and theme of the browser, and the preset for its machine, for the first visit. */
  defaults: Pick<SessionState, 'language' | 'theme' | 'quality'>
}

/** A twin and everything it needs. Several may live on one page; each is disposed as a whole. */
export interface Twin {
  session: Session
  model: CityModel
  frame: Frame
  locale: Locale
  dispose(): void
}

const storageKey = 'huijing.session'

export async function createTwin(options: TwinOptions): Promise<Twin> {
  const { library, storage, search, defaults } = options
  const url = parseUrl(search)
  const saved = storage ? loadSession(storage, storageKey) : {}
  const session = createSession({ ...defaults, ...saved, selection: null, ...url.session })
  const presence = createPresence()
  const shell = createShell()
  const model = createCityModel(library, session, shell)
  const words = () => ({
    kind: (kind: string) => locale.i18n.t(`citymodel:kind.${kind}`, { defaultValue: kind }),
    title: (id: string) => {
      const entry = model.findEntry(id)
      return entry ? toTitle(entry.title, locale.i18n.language) : id
    },
  })
  const contributions = systems.map(create => create({ citymodel: model, words }))
  const sources = Object.fromEntries(contributions.map(({ id, locale: texts }) => [id, texts]))
  const locale = await createLocale(session.getState().language, sources)

  const frame: Frame = {
    session,
    presence,
    shell,
    escapes: createEscapes(),
    contributions,
    mountMap: container =>
      startGlobe(container, {
        session,
        presence,
        shell,
        model,
        onFault: fault => model.say({ kind: 'fault', code: fault.code, layer: fault.layer, detail: fault.message }),
      }),
  }
  const stops = [
    session.select(
      state => state.language,
      language => void setLanguage(locale, session, language),
    ),
    runClock(session),
    ...(storage ? [keep(session, storage, save => shell.setState({ save }))] : []),
    ...(options.onSearch ? [followUrl(session, search, options.onSearch)] : []),
  ]
  void openCities(model, url.city)
  return {
    session,
    model,
    frame,
    locale,
    dispose: () => {
      for (const stop of stops) stop()
      model.dispose()
      session.dispose()
    },
  }
}

async function setLanguage(locale: Locale, session: Session, language: Language): Promise<void> {
  await locale.setLanguage(language)
  // The language changed again while the texts were on their way.
  const now = session.getState().language
  if (now !== language) await locale.setLanguage(now)
}

/** Shows the cities of the address; on a first visit the first one there is. */
async function openCities(model: CityModel, wanted: readonly string[] | undefined): Promise<void> {
  try {
    await model.refresh()
  } catch (error) {
    model.store.setState({ entries: [] })
    model.say({ kind: 'failed', title: '', error })
  }
  const entries = model.store.getState().entries ?? []
  const { layers } = model.session.getState()
  const first = layers.length === 0 && !wanted ? entries.slice(0, 1).map(({ id }) => id) : (wanted ?? [])
  const added = first.filter(id => model.findEntry(id) && !layers.some(layer => layer.id === id)).map(toLayer)
  const shown = wanted ? layers.map(layer => ({ ...layer, visible: wanted.includes(layer.id) })) : layers
  model.session.dispatch({ type: 'restore', session: { layers: [...added, ...shown] } })
}

const toLayer = (id: string): Layer => ({ id, title: null, visible: true, opacity: 1, style: null, filter: null })

function keep(
  session: Session,
  storage: SessionStorage,
  onState: (state: 'saved' | 'pending' | 'failed') => void,
): () => void {
  const keeper = keepSession(session, storage, storageKey, onState)
  const onHide = () => keeper.flush()
  window.addEventListener('pagehide', onHide)
  document.addEventListener('visibilitychange', onHide)
  return () => {
    window.removeEventListener('pagehide', onHide)
    document.removeEventListener('visibilitychange', onHide)
    keeper.dispose()
  }
}

/** Browsers refuse more than some hundred changes of the address in half a minute. */
const urlDelay = 400

function followUrl(session: Session, search: string, onSearch: (search: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = session.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined
      onSearch(toUrl(session.getState(), search))
    }, urlDelay)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}
