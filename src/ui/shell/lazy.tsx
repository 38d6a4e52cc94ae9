import { Loader } from '@mantine/core'
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { ErrorBoundary } from './boundary.tsx'
import type { View } from './contribution.tsx'
import classes from './shell.module.css'

const loaded = new WeakMap<View, ComponentType>()

/** The view's component, loaded when it is first shown, and fenced: if it fails, the rest of the frame goes on. */
export function LazyView({ view, quiet = false }: { view: View; quiet?: boolean }): ReactNode {
  const Component = toComponent(view)
  return (
    <ErrorBoundary title={view.title}>
      <Suspense fallback={quiet ? null : <Loader className={classes.waiting} size="sm" role="status" aria-label="…" />}>
        <Component />
      </Suspense>
    </ErrorBoundary>
  )
}

function toComponent(view: View): ComponentType {
  const known = loaded.get(view)
  if (known) return known
  const component = lazy(async () => ({ default: await view.load() }))
  loaded.set(view, component)
  return component
}
