import { createTwin } from '#app/compose.ts'
import { mount } from '#app/mount.tsx'
import { createMemoryStore } from '#state/storage/memory.ts'
import { createOpfsStore, type FolderStore } from '#state/storage/opfs.ts'
import { seal } from '#system/citymodel/library/entry.ts'
import { createCityLibrary } from '#system/citymodel/library/library.ts'

const library = createCityLibrary({
  store: await openStore(),
  startWorker: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'city' }),
  demo: new URL('cities/demo/', document.baseURI).href,
})

const twin = await createTwin({
  library,
  storage: findStorage(),
  search: location.search,
  onSearch: search => history.replaceState(history.state, '', search || location.pathname),
  defaults: {
    language: navigator.language.startsWith('zh') ? 'zh' : 'en',
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  },
})

mount(document.getElementById('root') as HTMLElement, twin)

/** Some private windows have no file system of their own: there, imports live as long as the page. */
async function openStore(): Promise<FolderStore> {
  try {
    const root = await navigator.storage.getDirectory()
    return createOpfsStore(await root.getDirectoryHandle('library', { create: true }), seal)
  } catch {
    return createMemoryStore(seal)
  }
}

function findStorage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
