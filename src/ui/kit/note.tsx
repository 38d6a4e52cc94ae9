import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './kit.module.css'

export type NoteKind = 'critical' | 'warning' | 'information' | 'good'

const icons = {
  critical: IconExclamationCircle,
  warning: IconAlertTriangle,
  information: IconInfoCircle,
  good: IconCircleCheck,
}

/** A message in its place. Shape and words carry the kind; the colour only helps. */
export function Note({ kind, title, children }: { kind: NoteKind; title?: string; children?: ReactNode }) {
  const Icon = icons[kind]
  return (
    <div className={classes.note} data-kind={kind} role={kind === 'critical' ? 'alert' : undefined}>
      <Icon size={18} aria-hidden="true" />
      <div>
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  )
}
