import { Button, Combobox, Group, InputBase, Modal, useCombobox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Note } from '#ui/kit/note.tsx'
import classes from './citymodel.module.css'
import { useModel, useModelState } from './context.tsx'
import { searchCrs } from './crs.ts'
import { toErrorWords } from './words.ts'

/** Asks in which reference system the coordinates of a file are, when the file does not say it or cannot mean what it says. */
export function CrsDialog() {
  const { t } = useTranslation('citymodel')
  const { store } = useModel()
  const question = useModelState(state => state.question)
  return (
    <Modal
      opened={question !== null}
      onClose={() => store.setState({ question: null })}
      title={t('crs.title')}
      closeButtonProps={{ 'aria-label': t('import.close') }}
    >
      {question && <CrsForm key={question.title} />}
    </Modal>
  )
}

function CrsForm() {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const question = useModelState(state => state.question)
  // The reader may know what such numbers usually are; a person still has to say yes.
  const suggested = question && /EPSG:\d{4,6}/.exec(question.error.message)?.[0]
  const [code, setCode] = useState(suggested ?? undefined)
  if (!question) return null
  const words = toErrorWords(t, question.error)
  return (
    <form
      className={classes.form}
      onSubmit={event => {
        event.preventDefault()
        if (code) void model.import(question.input, code)
      }}
    >
      <Note kind="warning" title={`${question.title}: ${words.what}`}>
        <p>{words.cure}</p>
        {suggested && <p>{t('crs.likely', { code: suggested })}</p>}
        <details>
          <summary>{t('error.detail')}</summary>
          <code>{words.detail}</code>
        </details>
      </Note>
      <CrsField suggested={suggested ?? undefined} onChoose={setCode} />
      <Group justify="flex-end">
        <Button variant="default" onClick={() => model.store.setState({ question: null })}>
          {t('crs.cancel')}
        </Button>
        <Button type="submit" disabled={!code}>
          {t('crs.use')}
        </Button>
      </Group>
    </form>
  )
}

interface CrsFieldProps {
  suggested: string | undefined
  onChoose(code: string | undefined): void
}

function CrsField({ suggested, onChoose }: CrsFieldProps) {
  const { t, i18n } = useTranslation('citymodel')
  const [text, setText] = useState(suggested ?? '')
  const combobox = useCombobox()
  const found = searchCrs(text, 40)
  const nameOf = (choice: (typeof found)[number]) =>
    choice.zh === choice.code
      ? choice.code
      : `${choice.code} · ${i18n.language.startsWith('zh') ? choice.zh : choice.en}`
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={value => {
        const choice = found.find(({ code }) => code === value)
        setText(choice ? nameOf(choice) : value)
        onChoose(value)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <InputBase
          label={t('crs.label')}
          // Above the field: the open list covers what is below.
          description={t('crs.help')}
          placeholder={t('crs.placeholder')}
          value={text}
          data-autofocus
          autoComplete="off"
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onChange={event => {
            setText(event.currentTarget.value)
            onChoose(undefined)
            combobox.openDropdown()
            combobox.selectFirstOption()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={240} style={{ overflowY: 'auto' }} aria-label={t('crs.label')}>
          {found.map(choice => (
            <Combobox.Option key={choice.code} value={choice.code}>
              {nameOf(choice)}
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t('crs.nothing')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
