import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './citymodel.module.css'
import { useModel } from './context.tsx'

/** An address to read a city, a tileset or a model from. */
export function UrlForm({ onDone }: { onDone(): void }) {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const url = toUrl(text)
    if (!url) return setError(t('catalogue.urlWrong'))
    onDone()
    void model.import({ url })
  }
  return (
    <form className={classes.row} onSubmit={submit}>
      <TextInput
        className={classes.grow}
        type="text"
        inputMode="url"
        aria-label={t('catalogue.urlLabel')}
        placeholder="https://example.org/city.json"
        value={text}
        error={error}
        data-autofocus
        autoFocus
        onChange={event => {
          setText(event.currentTarget.value)
          setError(undefined)
        }}
      />
      <Button type="submit" variant="light">
        {t('catalogue.add')}
      </Button>
    </form>
  )
}

/** Absolute, of http or https; paths are of this site. */
function toUrl(text: string): string | undefined {
  try {
    const url = new URL(text.trim(), location.href)
    return text.trim() !== '' && ['http:', 'https:'].includes(url.protocol) ? url.href : undefined
  } catch {
    return undefined
  }
}
