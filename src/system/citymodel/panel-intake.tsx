import { IconFileImport } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openPanel } from '#ui/shell/store.ts'
import classes from './citymodel.module.css'
import { useModel } from './context.tsx'
import { CrsDialog } from './crs-dialog.tsx'
import { readDrop } from './dropped.ts'
import { catalogueId } from './ids.ts'
import { useMessages } from './messages.tsx'

/** Takes what is dropped on the page, asks for what the files do not say, and tells what came of it. */
export function Panel() {
  const { t } = useTranslation('citymodel')
  const over = useDrop()
  useMessages()
  return (
    <>
      {over && (
        <div className={classes.drop}>
          <div>
            <IconFileImport size={48} stroke={1.25} aria-hidden="true" />
            <p>{t('import.drop')}</p>
            <small>{t('import.formats')}</small>
          </div>
        </div>
      )}
      <CrsDialog />
    </>
  )
}

/** True while files are held over the page. */
function useDrop(): boolean {
  const model = useModel()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = async (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      setOver(false)
      openPanel(model.shell, catalogueId)
      try {
        const files = await readDrop(event.dataTransfer)
        if (files.length > 0) await model.import({ files })
      } catch (error) {
        model.say({ kind: 'failed', title: '', error })
      }
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [model])
  return over
}
