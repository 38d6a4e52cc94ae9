import type { Command } from './command.ts'
import type { Diff } from './diff.ts'
import type { Layer, SessionState } from './state.ts'

/** What the command changes in this state; an empty diff where it changes nothing. Pure. */
export function reduceCommand(state: SessionState, command: Command): Diff {
  switch (command.type) {
    case 'layer/add':
      return addLayer(state, command.layer)
    case 'layer/remove':
      return removeLayer(state, command.layer)
    case 'layer/move':
      return moveLayer(state, command.layer, command.to)
    case 'layer/show':
      return patchLayer(state, command.layer, { visible: command.visible })
    case 'layer/opacity':
      return patchLayer(state, command.layer, { opacity: command.opacity })
    case 'layer/rename':
      return patchLayer(state, command.layer, { title: command.title })
    case 'layer/style':
      return patchLayer(state, command.layer, { style: command.style })
    case 'layer/filter':
      return patchLayer(state, command.layer, { filter: command.filter })
    case 'select':
      return change(state, 'selection', command.selection)
    case 'camera':
      return change(state, 'camera', command.view)
    case 'clock': {
      const { time = state.clock.time, playing = state.clock.playing, speed = state.clock.speed } = command
      return change(state, 'clock', { time, playing, speed })
    }
    case 'language':
      return change(state, 'language', command.language)
    case 'theme':
      return change(state, 'theme', command.theme)
    case 'quality':
      return change(state, 'quality', command.quality)
    case 'restore':
      return restore(state, command.session)
  }
}

function change<K extends keyof SessionState>(state: SessionState, key: K, value: SessionState[K]): Diff {
  return isSame(state[key], value) ? {} : { [key]: [state[key], value] }
}

function restore(state: SessionState, session: Partial<SessionState>): Diff {
  const keys = Object.keys(session) as (keyof SessionState)[]
  return Object.assign(
    {},
    ...keys.filter(key => session[key] !== undefined).map(key => change(state, key, session[key]!)),
  )
}

function addLayer(state: SessionState, layer: Layer): Diff {
  const known = state.layers.some(({ id }) => id === layer.id)
  return known ? patchLayer(state, layer.id, { visible: true }) : change(state, 'layers', [layer, ...state.layers])
}

function removeLayer(state: SessionState, id: string): Diff {
  const layers = state.layers.filter(layer => layer.id !== id)
  if (layers.length === state.layers.length) return {}
  const selected = state.selection?.layer === id
  return { layers: [state.layers, layers], ...(selected ? { selection: [state.selection, null] } : {}) }
}

function moveLayer(state: SessionState, id: string, to: number): Diff {
  const from = state.layers.findIndex(layer => layer.id === id)
  if (from < 0) return {}
  const layers = state.layers.toSpliced(from, 1)
  layers.splice(Math.max(0, Math.min(to, layers.length)), 0, state.layers[from])
  return change(state, 'layers', layers)
}

function patchLayer(state: SessionState, id: string, patch: Partial<Layer>): Diff {
  const layers = state.layers.map(layer => (layer.id === id ? { ...layer, ...patch } : layer))
  return change(state, 'layers', layers)
}

/** Values of the session are plain data with keys in the order of their schema. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
