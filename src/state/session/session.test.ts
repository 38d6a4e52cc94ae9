import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Command, commandSchema } from './command.ts'
import { applyDiff, invertDiff } from './diff.ts'
import { reduceCommand } from './reduce.ts'
import { createSession } from './session.ts'
import { emptySession, type Layer, type SessionState, sessionSchema } from './state.ts'

const seed = 20_261_120

const layerOf = (id: string): Layer => ({ id, title: null, visible: true, opacity: 1, style: null, filter: null })

const layerId = fc.constantFrom('demo', 'delft', 'tower', 'absent')
const style: fc.Arbitrary<Layer['style']> = fc.constantFrom(null, {
  type: 'sequential' as const,
  attribute: 'height',
  ramp: 'viridis' as const,
  reversed: false,
  method: 'quantile' as const,
  breaks: [10, 20],
  missing: '#9a9a9a',
})
const command: fc.Arbitrary<Command> = fc.oneof(
  layerId.map(id => ({ type: 'layer/add' as const, layer: layerOf(id) })),
  layerId.map(layer => ({ type: 'layer/remove' as const, layer })),
  fc.record({ type: fc.constant('layer/show' as const), layer: layerId, visible: fc.boolean() }),
  fc.record({ type: fc.constant('layer/move' as const), layer: layerId, to: fc.integer({ min: -2, max: 5 }) }),
  fc.record({ type: fc.constant('layer/style' as const), layer: layerId, style }),
  fc.record({
    type: fc.constant('layer/opacity' as const),
    layer: layerId,
    opacity: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({
    type: fc.constant('layer/rename' as const),
    layer: layerId,
    title: fc.constantFrom(null, '旧城', 'Old town'),
  }),
  fc.record({
    type: fc.constant('select' as const),
    selection: fc.option(
      fc.record({ by: fc.constant('rows' as const), layer: layerId, rows: fc.array(fc.nat(99), { maxLength: 4 }) }),
    ),
  }),
  fc.record({ type: fc.constant('clock' as const), playing: fc.boolean(), speed: fc.integer({ min: 1, max: 3600 }) }),
  fc.record({ type: fc.constant('theme' as const), theme: fc.constantFrom('light' as const, 'dark' as const) }),
  fc.record({ type: fc.constant('language' as const), language: fc.constantFrom('zh' as const, 'en' as const) }),
)

describe(`session (seed ${seed})`, () => {
  it('takes every diff back: applying a diff and its inverse changes nothing, over random histories', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), history => {
        let state: SessionState = emptySession
        for (const step of history) {
          const diff = reduceCommand(state, step)
          const next = applyDiff(state, diff)
          expect(applyDiff(next, invertDiff(diff))).toEqual(state)
          expect(sessionSchema.safeParse(next).success).toBe(true)
          state = next
        }
      }),
      { seed },
    )
  })

  it('undoes to the beginning and redoes to the end, whatever was done', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), history => {
        const session = createSession()
        for (const step of history) session.dispatch(step)
        const end = session.getState()
        while (session.undo());
        expect(session.getState()).toMatchObject({ layers: [], selection: null })
        while (session.redo());
        expect(session.getState()).toEqual(end)
      }),
      { seed },
    )
  })

  it('writes commands as JSON and reads the same back', () => {
    fc.assert(
      fc.property(command, step => {
        expect(commandSchema.parse(JSON.parse(JSON.stringify(step)))).toEqual(step)
      }),
      { seed },
    )
  })

  it('merges a dragged slider into one step, and starts another after a second', () => {
    let time = 0
    const session = createSession({ layers: [layerOf('demo')] }, () => time)
    for (const opacity of [0.9, 0.5, 0.2]) {
      session.dispatch({ type: 'layer/opacity', layer: 'demo', opacity })
      time += 100
    }
    time += 2000
    session.dispatch({ type: 'layer/opacity', layer: 'demo', opacity: 0 })
    session.undo()
    expect(session.getState().layers[0].opacity).toBe(0.2)
    session.undo()
    expect(session.getState().layers[0].opacity).toBe(1)
    expect(session.getHistory()).toEqual({ canUndo: false, canRedo: true })
  })

  it('keeps the camera, the clock and the looks out of undo', () => {
    const session = createSession({ theme: 'light' })
    session.dispatch({ type: 'theme', theme: 'dark' })
    expect(session.undo()).toBe(false)
    expect(session.getState().theme).toBe('dark')
  })

  it('drops the selection with its layer, and brings both back', () => {
    const session = createSession({ layers: [layerOf('demo')] })
    session.dispatch({ type: 'select', selection: { by: 'rows', layer: 'demo', rows: [3] } })
    session.dispatch({ type: 'layer/remove', layer: 'demo' })
    expect(session.getState()).toMatchObject({ layers: [], selection: null })
    session.undo()
    expect(session.getState().selection).toEqual({ by: 'rows', layer: 'demo', rows: [3] })
  })

  it('refuses what is not in the vocabulary', () => {
    const session = createSession()
    const bad = [
      { type: 'camera', view: { lon: Number.NaN, lat: 0, height: 0, heading: 0, pitch: 0 } },
      { type: 'format-disk' },
    ]
    for (const step of bad) expect(() => session.dispatch(step as Command)).toThrow()
    expect(session.getState()).toEqual(emptySession)
  })

  it('tells selectors only what they asked for', () => {
    const session = createSession()
    const seen: string[] = []
    session.select(
      state => state.theme,
      theme => seen.push(theme),
    )
    session.dispatch({ type: 'language', language: 'en' })
    session.dispatch({ type: 'theme', theme: 'dark' })
    expect(seen).toEqual(['dark'])
  })
})
