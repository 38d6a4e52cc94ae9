import type { RemoteWorker } from '#compute/remote.ts'
import type { Column } from '#model/city/table.ts'
import type { CityHost, Opened } from '#pipeline/host/host.ts'
import type { OpenCity } from '../importer.ts'

/** Calls that draw or ask take milliseconds; one that takes this long has hung, and its worker is started anew. */
const deadlineMs = 60_000

/**
 * A city in a worker of its own. When the worker died, the next call opens the city again in a fresh one; a city that was imported and
 * could not be kept cannot come back, and says so.
 */
export function createOpenCity(
  remote: RemoteWorker<CityHost>,
  opened: Opened,
  reopen: () => Promise<Opened>,
  release: () => void,
): OpenCity {
  let generation = remote.generation
  let reopening: Promise<void> | undefined
  let visible: Uint8Array | undefined

  const isOpen = () => remote.alive && remote.generation === generation
  const reopenOnce = () => {
    reopening ??= reopen()
      .then(async () => {
        generation = remote.generation
        if (visible) await remote.call(host => host.showRows(visible), { deadlineMs })
      })
      .finally(() => {
        reopening = undefined
      })
    return reopening
  }
  const ask: typeof remote.call = async invoke => {
    if (!isOpen()) await reopenOnce()
    return remote.call(invoke, { deadlineMs })
  }

  return {
    ...opened,
    column: name => ask(host => host.column(name) as Promise<Column>),
    attributes: row => ask(host => host.attributes(row)),
    pick: ray => ask(host => host.pick(ray)),
    select: polygon => ask(host => host.select(polygon)),
    search: (text, limit) => ask(host => host.search(text, limit)),
    bounds: row => ask(host => host.bounds(row)),
    tile: path => ask(host => host.tile(path)),
    showRows: mask => {
      visible = mask
      return ask(host => host.showRows(mask))
    },
    labels: () => ask(host => host.labels()),
    outline: rows => ask(host => host.outline(rows)),
    heights: (level, x, y, size) => ask(host => host.heights(level, x, y, size)),
    groundImage: (level, x, y, theme) => ask(host => host.groundImage(level, x, y, theme)),
    dispose: release,
  }
}
