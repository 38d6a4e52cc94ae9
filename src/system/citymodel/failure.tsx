import { useTranslation } from 'react-i18next'
import { Note } from '#ui/kit/note.tsx'
import { toErrorWords } from './words.ts'

/** What went wrong, and what may help, where something should stand that could not be loaded. */
export function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation('citymodel')
  const { what, cure } = toErrorWords(t, error)
  return (
    <Note kind="critical" title={what}>
      <p>{cure}</p>
    </Note>
  )
}
