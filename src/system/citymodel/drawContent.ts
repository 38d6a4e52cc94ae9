import type { ContentLayer, ContentLayerOptions, Scene } from '#scene/index.ts'
import type { Layer } from '#state/session/state.ts'
import type { CityModel } from './model.ts'

export interface ContentDrawing {
  scene: Pick<Scene, 'add' | 'remove'>
  createContentLayer(options: ContentLayerOptions): ContentLayer
}

/** Keeps the foreign 3D content of the scene as the session's layers say. Returns the way to stop. */
export function drawContent({ scene, createContentLayer }: ContentDrawing, model: CityModel): () => void {
  const drawn = new Map<string, Promise<ContentLayer | undefined>>()

  const open = async (id: string): Promise<ContentLayer | undefined> => {
    try {
      const content = await model.content(id)
      if (!drawn.has(id)) return undefined
      const layer = createContentLayer({ id, content })
      scene.add(layer)
      const { extent, heights } = await layer.bounds
      // An entry that does not know where it is was just imported: show it.
      if (!model.findEntry(id)?.extent && !flown.has(id)) model.flyTo(extent, heights)
      flown.add(id)
      return layer
    } catch (error) {
      scene.remove(id)
      model.say({ kind: 'failed', title: id, error })
      return undefined
    }
  }
  const flown = new Set<string>(model.session.getState().layers.map(({ id }) => id))
  const follow = (layers: readonly Layer[]) => {
    const wanted = layers.filter(({ id }) => isContent(model, id))
    for (const id of [...drawn.keys()]) if (!wanted.some(layer => layer.id === id)) remove(id)
    for (const { id, visible } of wanted) {
      if (!drawn.has(id)) drawn.set(id, open(id))
      void drawn.get(id)?.then(layer => layer?.setVisible(visible))
    }
  }
  const remove = (id: string) => {
    drawn.delete(id)
    scene.remove(id)
  }
  const now = () => follow(model.session.getState().layers)
  const stops = [
    model.session.select(state => state.layers, now),
    model.store.subscribe((state, previous) => void (state.entries !== previous.entries && now())),
  ]
  now()
  return () => {
    for (const stop of stops) stop()
    for (const id of [...drawn.keys()]) remove(id)
  }
}

function isContent(model: CityModel, id: string): boolean {
  const kind = model.findEntry(id)?.kind
  return kind !== undefined && kind !== 'city'
}
