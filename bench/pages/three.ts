import { TilesRenderer } from '3d-tiles-renderer'
import { GLTFExtensionsPlugin } from '3d-tiles-renderer/plugins'
import {
  AmbientLight,
  DirectionalLight,
  Matrix4,
  type Mesh,
  PerspectiveCamera,
  Raycaster,
  Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three'
import { MeshoptDecoder } from 'three/examples/jsm/libs/meshopt_decoder.module.js'
import { createRemoteWorker } from '../../src/compute/remote.ts'
import type { CityHost } from '../../src/pipeline/host/host.ts'
import { container, finish, offer } from './contract.ts'

/**
 * three with 3d-tiles-renderer at full detail, on tiles that our worker makes of the bytes; with `?tileset=URL` on those of a package that
 * was made before, and the bytes are ignored.
 */
const written = new URLSearchParams(location.search).get('tileset')
const home = 'https://city.invalid/'
const tileset = written ?? `${home}tiles/tileset.json`
const remote = createRemoteWorker<CityHost>(
  () => new Worker(new URL('../../src/worker.ts', import.meta.url), { type: 'module' }),
)
const renderer = new WebGLRenderer({ antialias: false, preserveDrawingBuffer: true })
const camera = new PerspectiveCamera()
const scene = new Scene()
const tiles = new TilesRenderer(tileset)
tiles.registerPlugin(new GLTFExtensionsPlugin({ metadata: true, meshoptDecoder: MeshoptDecoder }))
if (!written) {
  const fetchData = async (url: string) => new Response(await remote.call(host => host.tile(url.slice(home.length))))
  tiles.registerPlugin({ name: 'TILES_OF_WORKER', fetchData })
}
const raycaster = new Raycaster()

/** A function of its own, so that nothing that stays sees the bytes. */
function open(bytes: ArrayBuffer) {
  const files = [{ path: 'city.geojson', blob: new Blob([bytes]) }]
  return remote.run((host, port) => host.importFiles(files, { id: 'bench' }, port), {})
}

offer({
  async load(bytes, view) {
    const imported = written ?? open(bytes)
    const element = container()
    renderer.setSize(element.clientWidth, element.clientHeight)
    element.append(renderer.domElement)
    scene.add(tiles.group, new AmbientLight(0xffffff, 1.5), sun())
    placeCamera(view)
    tiles.setCamera(camera)
    tiles.setResolutionFromRenderer(camera, renderer)
    // Full detail: nothing above the leaves is ever fine enough.
    tiles.errorTarget = 0
    tiles.lruCache.maxBytesSize = Number.POSITIVE_INFINITY
    tiles.lruCache.minBytesSize = 1e9
    await imported
    await new Promise<void>(resolve => {
      const tick = () => {
        tiles.update()
        renderer.render(scene, camera)
        if (complete()) resolve()
        else requestAnimationFrame(tick)
      }
      tick()
    })
  },
  frame() {
    tiles.update()
    renderer.render(scene, camera)
    finish(renderer.getContext() as WebGL2RenderingContext)
  },
  pick(x, y) {
    const { clientWidth, clientHeight } = renderer.domElement
    raycaster.setFromCamera(new Vector2((2 * x) / clientWidth - 1, 1 - (2 * y) / clientHeight), camera)
    const hit = raycaster.intersectObject(tiles.group, true)[0]
    if (!hit?.face) return undefined
    const mesh = hit.object as Mesh
    const { meshFeatures, structuralMetadata } = mesh.userData as {
      meshFeatures?: {
        getFeatures(triangle: number, barycoord: Vector3): number[]
        getFeatureInfo(): { propertyTable: number }[]
      }
      structuralMetadata?: { getPropertyTableData(tables: number[], ids: number[]): unknown }
    }
    if (!meshFeatures || !structuralMetadata) return undefined
    const ids = meshFeatures.getFeatures(hit.faceIndex as number, hit.barycoord as Vector3)
    return structuralMetadata.getPropertyTableData(
      meshFeatures.getFeatureInfo().map(info => info.propertyTable),
      ids,
    )
  },
})

/** Nothing is on its way, and this frame drew what there is. */
const complete = () => tiles.visibleTiles.size > 0 && tiles.loadProgress === 1

function sun(): DirectionalLight {
  const light = new DirectionalLight(0xffffff, 2)
  light.position.set(1, 1, 2)
  return light
}

function placeCamera(view: { lon: number; lat: number; distance: number; fovY: number }): void {
  const frame = new Matrix4()
  tiles.ellipsoid.getEastNorthUpFrame((view.lat * Math.PI) / 180, (view.lon * Math.PI) / 180, 0, frame)
  const eye = new Vector3(
    0,
    -view.distance * Math.cos(Math.PI / 6),
    view.distance * Math.sin(Math.PI / 6),
  ).applyMatrix4(frame)
  camera.fov = (view.fovY * 180) / Math.PI
  camera.aspect = innerWidth / innerHeight
  camera.near = view.distance / 100
  camera.far = view.distance * 10
  camera.position.copy(eye)
  camera.up.set(0, 0, 1).transformDirection(frame)
  camera.lookAt(new Vector3().setFromMatrixPosition(frame))
  camera.updateProjectionMatrix()
  camera.updateMatrixWorld(true)
}
