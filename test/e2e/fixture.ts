import { type BrowserContext, test as base, type ConsoleMessage, type Page } from '@playwright/test'

/** What no test may see: a request to another host, a policy that was violated, an error which nobody caught or expected. */
export interface Guard {
  /** Console errors and warnings that match are part of the test. */
  expect(pattern: RegExp): void
  watch(context: BrowserContext): Promise<void>
  readonly problems: string[]
  /** Addresses of all requests so far, also those of workers. */
  readonly requests: string[]
}

/** Tests of the product in its own page: every page of the context is watched, and a test that left a problem behind fails. */
export const test = base.extend<{ guard: Guard }>({
  guard: [
    async ({ context, baseURL }, use) => {
      const guard = createGuard(baseURL ?? '')
      await guard.watch(context)
      await use(guard)
      base.expect(guard.problems, 'outside requests, policy violations, errors').toEqual([])
    },
    { auto: true },
  ],
})

export { expect } from '@playwright/test'

export function createGuard(home: string): Guard {
  const problems: string[] = []
  const requests: string[] = []
  const expected: RegExp[] = []
  const isOwn = (url: string) => url.startsWith(`${new URL(home).origin}/`) || /^(data|blob):/.test(url)
  const onConsole = (message: ConsoleMessage) => {
    const text = message.text()
    const isViolation = /content security policy/i.test(text)
    if (!isViolation && message.type() !== 'error') return
    if (!isViolation && expected.some(pattern => pattern.test(text))) return
    problems.push(`console: ${text} (${message.location().url})`)
  }
  const watchPage = (page: Page) => {
    page.on('pageerror', error => {
      if (!expected.some(pattern => pattern.test(String(error)))) problems.push(`page error: ${error.stack ?? error}`)
    })
  }
  return {
    problems,
    requests,
    expect: pattern => void expected.push(pattern),
    async watch(context) {
      context.on('request', request => {
        requests.push(request.url())
        if (!isOwn(request.url())) problems.push(`outside request: ${request.url()}`)
      })
      // Workers' messages arrive here as well; a violation in a worker is told on its console.
      context.on('console', onConsole)
      context.on('page', watchPage)
      for (const page of context.pages()) watchPage(page)
      await context.exposeBinding('reportViolation', (_source, text: string) => void problems.push(text))
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
          const report = Reflect.get(globalThis, 'reportViolation') as (text: string) => void
          report(`policy violated: ${violatedDirective} by ${blockedURI}`)
        })
      })
    },
  }
}
