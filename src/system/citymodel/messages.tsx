import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle, IconTrash } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './citymodel.module.css'
import { useModelState, useTitles } from './context.tsx'
import type { CityEntry } from './importer.ts'
import { type Message, timeToUndo } from './model.ts'
import { toErrorWords } from './words.ts'

/** Shows each message of the model once. Errors stay until they are closed. */
export function useMessages(): void {
  const { t } = useTranslation('citymodel')
  const messages = useModelState(state => state.messages)
  const titleOf = useTitles()
  const shown = useRef(0)
  useEffect(() => {
    for (const message of messages) {
      if (message.id <= shown.current) continue
      shown.current = message.id
      if (message.kind === 'exported') saveFile(message.name, message.blob)
      notifications.show({
        ...toNotification(t, message, titleOf),
        closeButtonProps: { 'aria-label': t('import.close') },
      })
    }
  }, [messages, t, titleOf])
}

function toNotification(t: TFunction<'citymodel'>, message: Message, titleOf: (entry: CityEntry) => string) {
  switch (message.kind) {
    case 'imported': {
      const { manifest } = message.entry
      const quarantined = manifest?.quarantined ?? 0
      return {
        title: t('import.done', { title: titleOf(message.entry) }),
        message: quarantined > 0 ? t('notice.quarantined', { count: quarantined }) : t('import.listed'),
        color: quarantined > 0 ? 'var(--warning)' : 'var(--good)',
        icon: quarantined > 0 ? <IconAlertTriangle size={18} /> : <IconCircleCheck size={18} />,
      }
    }
    case 'known':
      return {
        title: t('import.known', { title: titleOf(message.entry) }),
        message: t('import.knownHelp'),
        color: 'var(--information)',
        icon: <IconCircleCheck size={18} />,
      }
    case 'not-kept':
      return {
        title: t('import.notKept', { title: titleOf(message.entry) }),
        message: toErrorWords(t, message.error).cure,
        color: 'var(--warning)',
        icon: <IconAlertTriangle size={18} />,
        autoClose: false as const,
      }
    case 'removed': {
      const id = `removed ${message.id}`
      const undo = () => {
        message.undo()
        notifications.hide(id)
      }
      return {
        id,
        title: t('import.removed', { title: titleOf(message.entry) }),
        message: (
          <Button size="xs" variant="light" onClick={undo}>
            {t('import.undo')}
          </Button>
        ),
        color: 'var(--information)',
        icon: <IconTrash size={18} />,
        autoClose: timeToUndo,
      }
    }
    case 'exported':
      return {
        title: t('export.done'),
        message: message.name,
        color: 'var(--good)',
        icon: <IconCircleCheck size={18} />,
      }
    case 'fault':
      return {
        id: `fault ${message.code} ${message.layer ?? ''}`,
        title: t(`fault.${message.code}.what`),
        message: (
          <div className={classes.failure}>
            <p>{t(`fault.${message.code}.cure`)}</p>
            <details>
              <summary>{t('error.detail')}</summary>
              <code>{message.layer ? `${message.layer}: ${message.detail}` : message.detail}</code>
            </details>
          </div>
        ),
        color: 'var(--warning)',
        icon: <IconAlertTriangle size={18} />,
        autoClose: 12_000,
      }
    case 'failed': {
      const words = toErrorWords(t, message.error)
      return {
        title: message.title ? `${message.title}: ${words.what}` : words.what,
        message: (
          <div className={classes.failure}>
            {words.where && words.where !== message.title && <p>{words.where}</p>}
            <p>{words.cure}</p>
            <details>
              <summary>{t('error.detail')}</summary>
              <code>{words.detail}</code>
            </details>
          </div>
        ),
        color: 'var(--critical)',
        icon: <IconExclamationCircle size={18} />,
        autoClose: false as const,
      }
    }
  }
}

function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has taken hold of the blob by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
