import type { Scene, SceneFault } from '#scene/index.ts'
import type { Presence } from '#state/session/presence.ts'
import type { Session } from '#state/session/session.ts'
import { cameraSchema } from '#state/session/state.ts'
import { type DrawnCities, drawCities } from '#system/citymodel/draw.ts'
import { drawContent } from '#system/citymodel/drawContent.ts'
import type { CityModel } from '#system/citymodel/index.ts'
import type { MapControls, Shell } from '#ui/shell/store.ts'
import { measurePadding } from './padding.ts'
import { followPointer } from './pointer.ts'

export interface GlobeParts {
  session: Session
  presence: Presence
  shell: Shell
  model: CityModel
  onFault(fault: SceneFault): void
}

/**
 * Starts the globe in the element: the scene's code is loaded now, not before. Returns the way to stop it, which may be called while
 * it is still starting.
 */
export function startGlobe(container: HTMLElement, parts: GlobeParts): () => void {
  const cleanups: (() => void)[] = []
  let stopped = false
  const start = async () => {
    const { createScene, createCityLayer, createContentLayer } = await import('#scene/index.ts')
    if (stopped) return
    const scene = openScene(createScene, container, parts)
    cleanups.push(() => scene.dispose())
    const cities = drawCities({ scene, createCityLayer }, parts.model, parts.presence)
    const stopContent = drawContent({ scene, createContentLayer }, parts.model)
    cleanups.unshift(...connect(scene, cities, container, parts), stopContent, cities.dispose)
  }
  start().catch((error: unknown) => {
    console.error(error)
    const noWebgl = error instanceof Error && error.name === 'NoWebGlError'
    parts.shell.setState({ map: noWebgl ? 'no-webgl' : 'failed', controls: null })
  })
  return () => {
    stopped = true
    parts.shell.setState({ controls: null })
    for (const cleanup of cleanups) cleanup()
  }
}

type CreateScene = typeof import('#scene/index.ts')['createScene']

function openScene(createScene: CreateScene, container: HTMLElement, parts: GlobeParts): Scene {
  const { session, presence, shell } = parts
  const { camera, quality, theme, language, clock } = session.getState()
  let warm = false
  const scene: Scene = createScene(container, {
    quality,
    theme,
    language,
    time: clock.time,
    ...(camera ? { view: camera } : {}),
    onView: view => {
      const parsed = cameraSchema.safeParse({ ...view })
      if (parsed.success) session.dispatch({ type: 'camera', view: parsed.data })
      presence.setState({ heading: view.heading, metresPerPixel: measurePixel(scene, container) })
    },
    padding: () => measurePadding(container),
    onFault: parts.onFault,
    onLoading: loading => {
      shell.setState({ loading })
      // Before the ground is there a pixel of it cannot be measured.
      if (!loading) presence.setState({ metresPerPixel: measurePixel(scene, container) })
      // A quiet moment is the time to make ready for what may be dropped here.
      if (!loading && !warm) setTimeout(() => scene.warmUp(), 500)
      warm ||= !loading
    },
  })
  return scene
}

/** Wires the session to the scene and the scene to the frame. */
function connect(scene: Scene, cities: DrawnCities, container: HTMLElement, parts: GlobeParts): (() => void)[] {
  const { session, presence, shell, model } = parts
  shell.setState({ map: 'ready', controls: createControls(scene) })
  const setHome = () => {
    const front = session
      .getState()
      .layers.map(({ id }) => model.findEntry(id))
      .find(entry => entry?.extent)
    if (front?.extent) scene.camera.setHome(front.extent, front.manifest?.heights ?? [0, 100])
    return front !== undefined
  }
  // Without a view of its own the page opens on the city, as soon as it is known which.
  let atHome = session.getState().camera !== null
  const goHome = () => {
    if (!setHome() || atHome) return
    atHome = true
    void scene.camera.home({ duration: 0 })
  }
  goHome()
  return [
    session.select(
      state => state.theme,
      theme => scene.setTheme(theme),
    ),
    session.select(
      state => state.language,
      language => scene.setLanguage(language),
    ),
    session.select(
      state => state.quality,
      quality => scene.setQuality(quality),
    ),
    session.select(
      state => state.clock.time,
      time => scene.setTime(time),
    ),
    session.select(state => state.layers, goHome),
    model.store.subscribe(goHome),
    followPointer(container, {
      toGround: scene.toGround,
      pick: cities.pick,
      onPoint: pointer => presence.setState({ pointer }),
      onHover: hover => {
        presence.setState({ hover: hover ?? null })
        container.style.cursor = hover ? 'pointer' : ''
      },
      onClick: hit =>
        session.dispatch({
          type: 'select',
          selection: hit ? { by: 'rows', layer: hit.layer, rows: [hit.row] } : null,
        }),
    }),
  ]
}

function createControls(scene: Scene): MapControls {
  const { camera } = scene
  return {
    zoom: camera.zoom,
    turn: camera.turn,
    pan: camera.pan,
    north: () => camera.turn(-camera.get().heading, 0),
    toggleTop: () => {
      const { pitch } = camera.get()
      camera.turn(0, pitch < -80 ? -30 - pitch : -90 - pitch)
    },
    home: () => void camera.home(),
    flyToExtent: (extent, heights) => void camera.flyToExtent(extent, heights),
    toGroundPolygon: scene.toGroundPolygon,
  }
}

/** Metres of ground along one pixel in the middle of the view; null where that is sky. */
function measurePixel(scene: Scene, container: HTMLElement): number | null {
  const x = container.clientWidth / 2
  const y = container.clientHeight / 2
  const left = scene.toGround(x - 50, y)
  const right = scene.toGround(x + 50, y)
  if (!left || !right) return null
  const east = (right[0] - left[0]) * Math.cos((left[1] * Math.PI) / 180)
  return (Math.hypot(east, right[1] - left[1]) * 111_320) / 100
}
