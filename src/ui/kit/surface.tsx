import { IconArrowLeft, IconX } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { IconButton } from './icon-button.tsx'
import classes from './kit.module.css'

interface SurfaceProps {
  title: string
  /** Beside the title. */
  actions?: ReactNode
  /** With it, a button that leads back. */
  back?: { label: string; run(): void }
  close?: { label: string; run(): void }
  children: ReactNode
  className?: string
  /** Edge of the map that it lies over: what is flown to keeps clear of it. */
  covers?: 'right' | 'bottom'
}

/** A titled surface: its head stays, its body scrolls. */
export function Surface({ title, actions, back, close, children, className, covers }: SurfaceProps) {
  const id = useId()
  return (
    <section
      className={[classes.surface, className].filter(Boolean).join(' ')}
      aria-labelledby={id}
      data-covers={covers}
    >
      <header className={classes.surfaceHead}>
        {back && <IconButton label={back.label} icon={<IconArrowLeft size={18} />} onClick={back.run} side="right" />}
        <h2 id={id}>{title}</h2>
        {actions}
        {close && <IconButton label={close.label} shortcut="Esc" icon={<IconX size={18} />} onClick={close.run} />}
      </header>
      <div
        className={classes.surfaceBody}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {children}
      </div>
    </section>
  )
}
