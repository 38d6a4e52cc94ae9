import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '#ui/kit/tokens.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { resolveVariables, theme } from '#ui/kit/theme.tsx'
import { FrameProvider, useSession } from '#ui/shell/context.tsx'
import { Shell } from '#ui/shell/shell.tsx'
import type { Twin } from './compose.ts'

/** Shows the twin in the element; returns the way to take it off the page. The twin itself is disposed by whoever made it. */
export function mount(container: HTMLElement, twin: Twin): () => void {
  const root = createRoot(container)
  root.render(
    <FrameProvider value={twin.frame}>
      <I18nextProvider i18n={twin.locale.i18n}>
        <Themed />
      </I18nextProvider>
    </FrameProvider>,
  )
  return () => root.unmount()
}

function Themed() {
  const scheme = useSession(state => state.theme)
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} forceColorScheme={scheme}>
      <Shell />
    </MantineProvider>
  )
}
