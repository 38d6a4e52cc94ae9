import { exposeToPage } from '#compute/host.ts'
import { createCityHost } from '#pipeline/host/host.ts'
import { createOpfsStore } from '#state/storage/opfs.ts'

exposeToPage(createCityHost(openLibraryStore))

async function openLibraryStore() {
  const root = await navigator.storage.getDirectory()
  return createOpfsStore(await root.getDirectoryHandle('library', { create: true }), 'entry.json')
}
