import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { focusMap } from './card.tsx'
import { useFrame } from './context.tsx'
import type { SearchProvider, SearchResult } from './contribution.tsx'
import classes from './shell.module.css'

const limit = 8
const wait = 120

interface Found {
  provider: SearchProvider
  results: SearchResult[]
}

/** One box for everything that can be found; the systems know what that is. */
export function SearchBox() {
  const { t } = useTranslation('ui')
  const [text, setText] = useState('')
  const { found, busy } = useSearch(text.trim())
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const all = found.flatMap(({ results }) => results)

  const choose = (id: string) => {
    combobox.closeDropdown()
    all.find(result => result.id === id)?.run()
    // What was found is on the map; the box would open again when it gets the focus back.
    focusMap()
  }
  return (
    <search className={classes.search}>
      <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false} offset={6}>
        <Combobox.Target withExpandedAttribute>
          <TextInput
            id="search"
            type="search"
            autoComplete="off"
            aria-label={t('search.label')}
            placeholder={t('search.placeholder')}
            leftSection={<IconSearch size={18} aria-hidden="true" />}
            rightSection={busy ? <Loader size={16} aria-label={t('search.busy')} /> : undefined}
            value={text}
            onChange={event => {
              setText(event.currentTarget.value)
              combobox.openDropdown()
              combobox.resetSelectedOption()
            }}
            onFocus={() => text && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={event => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing || combobox.getSelectedOptionIndex() >= 0)
                return
              if (all[0]) choose(all[0].id)
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={text.trim() === ''} className={classes.found}>
          <Combobox.Options aria-label={t('search.results')} mah={360} style={{ overflowY: 'auto' }}>
            {found
              .filter(({ results }) => results.length > 0)
              .map(({ provider, results }) => (
                <Combobox.Group key={provider.id} label={t(provider.title)}>
                  {results.map(result => (
                    <Combobox.Option key={result.id} value={result.id} className={classes.hit}>
                      <span>{result.label}</span>
                      {result.detail && <small>{result.detail}</small>}
                    </Combobox.Option>
                  ))}
                </Combobox.Group>
              ))}
            {all.length === 0 && !busy && <Combobox.Empty>{t('search.nothing', { text: text.trim() })}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </search>
  )
}

/** Asks all providers a moment after the last key; an older question never overwrites a newer answer. */
function useSearch(text: string): { found: Found[]; busy: boolean } {
  const { contributions } = useFrame()
  const [state, setState] = useState<{ text: string; found: Found[] }>({ text: '', found: [] })
  const providers = useRef(contributions.flatMap(({ search = [] }) => search)).current
  useEffect(() => {
    if (text === '') return
    const controller = new AbortController()
    const timer = setTimeout(async () => {
      const found = await Promise.all(providers.map(provider => ask(provider, text, controller.signal)))
      if (!controller.signal.aborted) setState({ text, found })
    }, wait)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [text, providers])
  return { found: text === '' ? [] : state.found, busy: text !== '' && state.text !== text }
}

async function ask(provider: SearchProvider, text: string, signal: AbortSignal): Promise<Found> {
  const results = await provider.search(text, limit, signal).catch((error: unknown) => {
    if (!signal.aborted) console.warn(`search in ${provider.id} failed`, error)
    return []
  })
  return { provider, results }
}
