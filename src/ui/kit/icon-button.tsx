import { Kbd, Tooltip, UnstyledButton } from '@mantine/core'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import classes from './kit.module.css'

interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'title' | 'aria-label'> {
  /** Accessible name and tooltip. */
  label: string
  /** As a person reads it: `N`, `Ctrl Z`. */
  shortcut?: string
  icon: ReactNode
  /** Pressed state of a toggle; undefined for a plain button. */
  active?: boolean
  side?: 'left' | 'right' | 'top' | 'bottom'
}

/** An icon alone always says what it is: an accessible name, and a tooltip with the shortcut. */
export function IconButton({ label, shortcut, icon, active, side = 'bottom', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={<TooltipText label={label} shortcut={shortcut} />} position={side}>
      <UnstyledButton
        type="button"
        aria-label={label}
        aria-keyshortcuts={shortcut?.replaceAll(' ', '+').replace('Ctrl', 'Control')}
        aria-pressed={active}
        data-active={active || undefined}
        {...rest}
        className={[classes.icon, className].filter(Boolean).join(' ')}
      >
        {icon}
      </UnstyledButton>
    </Tooltip>
  )
}

function TooltipText({ label, shortcut }: { label: string; shortcut?: string }) {
  return (
    <span className={classes.tip}>
      {label}
      {shortcut && <Kbd size="xs">{shortcut}</Kbd>}
    </span>
  )
}
