import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../kit/icon-button.tsx'
import { useFrame, useShell } from './context.tsx'
import type { View } from './contribution.tsx'
import { LazyView } from './lazy.tsx'
import classes from './shell.module.css'

/** The panels of all systems in their order, and the one in front. */
export function usePanels(): { panels: readonly View[]; current: View | undefined } {
  const { contributions } = useFrame()
  const front = useShell(state => state.panel)
  const panels = contributions.flatMap(({ panels: own = [] }) => own)
  return { panels, current: panels.find(({ id }) => id === front) ?? panels[0] }
}

export function Sidebar() {
  const { t } = useTranslation('ui')
  const { shell } = useFrame()
  const folded = useShell(state => state.folded)
  const { current } = usePanels()
  const fold = (
    <IconButton
      label={t(folded ? 'shell.unfold' : 'shell.fold')}
      shortcut="["
      side="right"
      aria-expanded={!folded}
      icon={folded ? <IconLayoutSidebarLeftExpand size={20} /> : <IconLayoutSidebarLeftCollapse size={20} />}
      onClick={() => shell.setState({ folded: !folded })}
    />
  )
  if (folded) return <div className={`${classes.group} ${classes.unfold}`}>{fold}</div>
  return (
    <aside className={classes.sidebar} data-covers="left" aria-label={t('shell.panels')}>
      <div className={classes.tabRow}>
        <PanelTabs />
        {fold}
      </div>
      {current && (
        <div
          className={classes.tabPanel}
          role="tabpanel"
          id={`panel-${current.id}`}
          aria-labelledby={`tab-${current.id}`}
        >
          <LazyView view={current} />
        </div>
      )}
    </aside>
  )
}

/** Tabs after the ARIA pattern: arrows move, one is in the tab order. */
export function PanelTabs() {
  const { t } = useTranslation('ui')
  const { shell } = useFrame()
  const { panels, current } = usePanels()
  const row = useRef<HTMLDivElement>(null)

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0 || !current) return
    event.preventDefault()
    const next = panels[(panels.indexOf(current) + step + panels.length) % panels.length]
    shell.setState({ panel: next.id })
    row.current?.querySelector<HTMLElement>(`#tab-${CSS.escape(next.id)}`)?.focus()
  }
  return (
    <div ref={row} className={classes.tabs} role="tablist" aria-label={t('shell.panels')} onKeyDown={onKeyDown}>
      {panels.map(view => (
        <button
          key={view.id}
          type="button"
          role="tab"
          id={`tab-${view.id}`}
          aria-selected={view === current}
          aria-controls={view === current ? `panel-${view.id}` : undefined}
          tabIndex={view === current ? 0 : -1}
          className={classes.tab}
          onClick={() => shell.setState(({ sheet }) => ({ panel: view.id, sheet: sheet === 'low' ? 'half' : sheet }))}
        >
          {view.icon && <view.icon size={18} />}
          {t(view.title)}
        </button>
      ))}
    </div>
  )
}
