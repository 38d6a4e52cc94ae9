import { Progress } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { IconButton } from './icon-button.tsx'
import classes from './kit.module.css'

interface TaskProps {
  title: string
  /** 0 to 1. */
  fraction: number
  /** What is being done, and how long it will take. */
  detail: string
  cancelLabel: string
  onCancel(): void
}

/** Long work: how far it is, how long it takes, and the way to stop it. */
export function Task({ title, fraction, detail, cancelLabel, onCancel }: TaskProps) {
  const percent = Math.round(fraction * 100)
  return (
    <div className={classes.task}>
      <div className={classes.taskHead}>
        <strong>{title}</strong>
        <span>{percent} %</span>
        <IconButton label={cancelLabel} icon={<IconX size={16} />} onClick={onCancel} side="left" />
      </div>
      <Progress value={percent} size={4} aria-label={title} />
      <small>{detail}</small>
    </div>
  )
}
