import { z } from 'zod/mini'
import { type CityManifest, hasPlace } from '#model/city/manifest.ts'
import { DataError } from '#model/exchange/error.ts'
import type { FolderStore } from '#state/storage/opfs.ts'
import type { CityEntry } from '../importer.ts'

/** `entry.json`, the last file written into an entry's folder: without it the folder is unfinished and swept away. */
export const seal = 'entry.json'

const sealSchema = z.object({
  kind: z.enum(['city', 'tileset', 'model', 'terrain']),
  title: z.union([z.string(), z.object({ zh: z.string(), en: z.string() })]),
  hash: z.string(),
  added: z.number(),
  bytes: z.number(),
  /** Of foreign content: the file to begin with, and where it stands. */
  entry: z.optional(z.string()),
  place: z.optional(z.object({ lon: z.number(), lat: z.number(), height: z.number() })),
  /** Of what is read from a server each time. */
  url: z.optional(z.string()),
})

export type Seal = z.infer<typeof sealSchema>

export async function readSeal(store: FolderStore, id: string): Promise<Seal> {
  const parsed = sealSchema.safeParse(JSON.parse(new TextDecoder().decode(await store.open(id).read(seal))))
  if (!parsed.success) throw new DataError('schema', 'What was kept of this entry cannot be read.', { file: id })
  return parsed.data
}

export const writeSeal = (store: FolderStore, id: string, content: Seal): Promise<void> =>
  store.open(id).write(seal, new TextEncoder().encode(JSON.stringify(content)))

export function toEntry(id: string, content: Seal, manifest?: CityManifest): CityEntry {
  const { kind, title, hash, added, bytes } = content
  return {
    id,
    kind,
    title,
    origin: 'import',
    removable: true,
    hash,
    added,
    bytes,
    ...(manifest && { manifest }),
    ...(manifest && hasPlace(manifest) && { extent: manifest.extent }),
  }
}
