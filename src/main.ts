import { createTwin } from '#app/compose.ts'
import { mount } from '#app/mount.tsx'
import { suggestQuality } from '#app/weak.ts'
import type { SessionStorage } from '#state/session/persist.ts'
import { createMemoryStore } from '#state/storage/memory.ts'
import { createOpfsStore, type FolderStore } from '#state/storage/opfs.ts'
import { createCityLibrary } from '#system/citymodel/library/library.ts'

/** The page: one twin over the whole of it, brought back to where the address or the last visit left it. */
async function start(container: HTMLElement): Promise<void> {
  const twin = await createTwin({
    library: createCityLibrary({
      store: await openStore(),
      startWorker: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
      demo: new URL('./cities/demo/', location.href).href,
    }),
    storage: openStorage(),
    search: location.search,
    onSearch: search => history.replaceState(history.state, '', search + location.hash),
    defaults: {
      language: navigator.language.startsWith('zh') ? 'zh' : 'en',
      theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
      quality: suggestQuality(),
    },
  })
  mount(container, twin)
}

/** The browser's own file system; where it gives none (private windows of some browsers) imports live until the page is closed. */
async function openStore(): Promise<FolderStore> {
  try {
    const root = await navigator.storage.getDirectory()
    return createOpfsStore(await root.getDirectoryHandle('library', { create: true }), 'entry.json')
  } catch {
    return createMemoryStore('entry.json')
  }
}

/** Undefined where the browser keeps nothing for this page: reading the property throws then. */
function openStorage(): SessionStorage | undefined {
  try {
    return window.localStorage
  } catch {
    return undefined
  }
}

const root = document.getElementById('root')
if (root) void start(root)
