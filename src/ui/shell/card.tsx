import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Surface } from '../kit/surface.tsx'
import { useFrame, useShell } from './context.tsx'
import type { View } from './contribution.tsx'
import { LazyView } from './lazy.tsx'
import classes from './shell.module.css'
import { closeCard, type Shell } from './store.ts'

/** The open card, if any, and how a person closes it; Esc does too. */
export function useCard(): { view: View; close(): void } | undefined {
  const { contributions, shell, escapes } = useFrame()
  const open = useShell(state => state.card)
  const view = contributions.flatMap(({ cards = [] }) => cards).find(({ id }) => id === open)
  useEffect(() => (view ? escapes.push(() => closeView(shell, view)) : undefined), [view, shell, escapes])
  return view && { view, close: () => closeView(shell, view) }
}

/** What was closed had the focus: it goes to the map, where the thing that was looked at is. */
export function focusMap(): void {
  document.querySelector<HTMLElement>('[role="application"]')?.focus({ preventScroll: true })
}

function closeView(shell: Shell, view: View): void {
  closeCard(shell, view.id)
  focusMap()
  view.onClose?.()
}

export function CardSlot() {
  const { t } = useTranslation('ui')
  const card = useCard()
  if (!card) return null
  return (
    <Surface
      className={classes.card}
      covers="right"
      title={t(card.view.title)}
      close={{ label: t('shell.close'), run: card.close }}
    >
      <LazyView view={card.view} />
    </Surface>
  )
}
