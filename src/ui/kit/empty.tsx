import type { ReactNode } from 'react'
import classes from './kit.module.css'

/** An empty place teaches the next step: one sentence, one button. */
export function Empty({ icon, text, children }: { icon: ReactNode; text: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <span className={classes.emptyIcon} aria-hidden="true">
        {icon}
      </span>
      <p>{text}</p>
      {children}
    </div>
  )
}
