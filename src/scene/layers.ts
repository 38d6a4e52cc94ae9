import type { FrameInfo, MountedLayer, Quality, SceneFault, SceneLayer, Stage } from './scene.ts'

/** The layers of a scene in order of adding. It outlives the stage: after a lost context all are mounted on the next one. */
export interface LayerStack {
  attach(stage: Stage): void
  detach(): void
  add(layer: SceneLayer): void
  remove(id: string): void
  ids(): string[]
  setQuality(quality: Quality): void
  beforeFrame(frame: FrameInfo): void
  settled(): boolean
  /** Takes a layer off the stage, or puts it back, while it stays in the list. For finding the one that stops the drawing. */
  suspend(id: string): void
  resume(id: string): void
}

interface Entry {
  layer: SceneLayer
  mounted?: MountedLayer
}

export function createLayerStack(report: (fault: SceneFault) => void): LayerStack {
  const entries = new Map<string, Entry>()
  let stage: Stage | undefined

  /** A layer that throws while it is mounted is refused; the others stay. */
  const mount = (entry: Entry) => {
    if (!stage || entry.mounted) return
    try {
      entry.mounted = entry.layer.mount(stage)
    } catch (error) {
      entries.delete(entry.layer.id)
      report({ code: 'gate', layer: entry.layer.id, message: messageOf(error) })
    }
    stage.requestRender()
  }
  const unmount = (entry: Entry) => {
    const { mounted } = entry
    entry.mounted = undefined
    try {
      mounted?.dispose()
    } catch (error) {
      report({ code: 'render', layer: entry.layer.id, message: messageOf(error) })
    }
    stage?.requestRender()
  }
  const remove = (id: string) => {
    const entry = entries.get(id)
    if (!entry) return
    entries.delete(id)
    unmount(entry)
  }

  return {
    attach(next) {
      stage = next
      for (const entry of [...entries.values()]) mount(entry)
    },
    detach() {
      for (const entry of entries.values()) unmount(entry)
      stage = undefined
    },
    add(layer) {
      remove(layer.id)
      const entry: Entry = { layer }
      entries.set(layer.id, entry)
      mount(entry)
    },
    remove,
    ids: () => [...entries.keys()],
    setQuality(quality) {
      for (const { mounted } of entries.values()) mounted?.setQuality?.(quality)
      if (stage) stage = { ...stage, quality }
    },
    beforeFrame(frame) {
      for (const { mounted } of entries.values()) mounted?.beforeFrame?.(frame)
    },
    settled: () => [...entries.values()].every(({ mounted }) => mounted?.settled?.() ?? true),
    suspend(id) {
      const entry = entries.get(id)
      if (entry) unmount(entry)
    },
    resume(id) {
      const entry = entries.get(id)
      if (entry) mount(entry)
    },
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
