import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Note } from '../kit/note.tsx'

interface BoundaryProps {
  /** Key of the name of what may fail. */
  title: string
  children: ReactNode
}

/** A part that fails says so in its place and can be tried again. */
export class ErrorBoundary extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: undefined as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidCatch(error: unknown) {
    console.error(error)
  }

  override render() {
    if (this.state.error === undefined) return this.props.children
    return (
      <Failure title={this.props.title} error={this.state.error} retry={() => this.setState({ error: undefined })} />
    )
  }
}

function Failure({ title, error, retry }: { title: string; error: unknown; retry(): void }) {
  const { t } = useTranslation('ui')
  return (
    <Note kind="critical" title={t('boundary.title', { name: t(title) })}>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <Button size="xs" variant="light" onClick={retry}>
        {t('boundary.retry')}
      </Button>
    </Note>
  )
}
