import { IconX } from '@tabler/icons-react'
import { type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../kit/icon-button.tsx'
import { useCard } from './card.tsx'
import { useFrame, useShell } from './context.tsx'
import { LazyView } from './lazy.tsx'
import classes from './shell.module.css'
import { PanelTabs, usePanels } from './sidebar.tsx'
import type { SheetHeight } from './store.ts'
import { TimeBar } from './timebar.tsx'

const heights: readonly SheetHeight[] = ['low', 'half', 'full']
/** Share of the page's height. */
const shares: Record<SheetHeight, number> = { low: 0, half: 0.46, full: 0.88 }

/** The phone's one sheet: drag its handle, or press it for the next height. */
export function Sheet() {
  const { t } = useTranslation('ui')
  const { shell } = useFrame()
  const height = useShell(state => state.sheet)
  const { current } = usePanels()
  const card = useCard()
  const { dragged, ...drag } = useSheetDrag(height, sheet => shell.setState({ sheet }))
  const next = heights[(heights.indexOf(height) + 1) % heights.length]
  return (
    <aside
      className={classes.sheet}
      data-covers="bottom"
      data-height={height}
      style={dragged === undefined ? undefined : { height: dragged, transition: 'none' }}
      aria-label={t('shell.panels')}
    >
      <button
        type="button"
        className={classes.handle}
        aria-label={t(`sheet.${next}`)}
        onClick={() => shell.setState({ sheet: next })}
        {...drag}
      >
        <span />
      </button>
      {card ? (
        <div className={classes.sheetTitle}>
          <h2>{t(card.view.title)}</h2>
          <IconButton label={t('shell.close')} icon={<IconX size={20} />} onClick={card.close} />
        </div>
      ) : (
        <PanelTabs />
      )}
      <div className={classes.sheetBody} inert={height === 'low' && dragged === undefined}>
        {card ? (
          <div className={classes.sheetCard}>
            <LazyView view={card.view} />
          </div>
        ) : (
          <div role="tabpanel" id={`panel-${current?.id}`} aria-labelledby={`tab-${current?.id}`}>
            {current && <LazyView view={current} />}
          </div>
        )}
      </div>
      <TimeBar />
    </aside>
  )
}

/** Height in pixels while the handle is dragged, and the nearest of the three heights after. */
function useSheetDrag(height: SheetHeight, onHeight: (height: SheetHeight) => void) {
  const [dragged, setDragged] = useState<number>()
  const start = useRef<{ y: number; height: number } | undefined>(undefined)
  return {
    dragged,
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      start.current = { y: event.clientY, height: event.currentTarget.parentElement!.clientHeight }
    },
    onPointerMove: (event: PointerEvent) => {
      if (!start.current || Math.abs(event.clientY - start.current.y) < 6) return
      const wanted = start.current.height + start.current.y - event.clientY
      setDragged(Math.max(96, Math.min(wanted, window.innerHeight * shares.full)))
    },
    onPointerUp: () => {
      start.current = undefined
      if (dragged === undefined) return
      setDragged(undefined)
      const share = dragged / window.innerHeight
      const nearest = heights.toSorted((a, b) => Math.abs(shares[a] - share) - Math.abs(shares[b] - share))[0]
      onHeight(nearest)
    },
    onClickCapture: (event: React.MouseEvent) => {
      if (dragged !== undefined) event.stopPropagation()
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
      if (step !== 0) onHeight(heights[Math.max(0, Math.min(2, heights.indexOf(height) + step))])
    },
  }
}
