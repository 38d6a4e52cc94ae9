import {
  ArcType,
  Cartesian3,
  type CesiumWidget,
  Color,
  ColorGeometryInstanceAttribute,
  GeometryInstance,
  Matrix4,
  PolylineColorAppearance,
  PolylineGeometry,
  Primitive,
  ShadowMode,
} from 'cesium'
import type { CitySource } from '#model/city/city.ts'

/** More than so many features are shown by their colour alone. */
export const mostOutlined = 200
/** Segments that are made ready within a frame; more are handed to Cesium's workers. */
const atOnce = 400
const mostSegments = 12_000
/** CSS pixels. */
const width = 2
const gold = Color.fromCssColorString('#d7a638')

export interface Outline {
  /** Draws these rows' edges in gold instead of the ones before, as soon as they are known. */
  show(rows: ArrayLike<number>): void
  setVisible(visible: boolean): void
  dispose(): void
}

/**
 * Selected features in gold lines: bright where they are seen, faint where something stands before them. Tiles have no edges to draw, so
 * the lines are a primitive of their own; `lowering` is what the city was moved by, metres, earth-fixed.
 */
export function createOutline({ scene }: CesiumWidget, source: CitySource, lowering: Cartesian3): Outline {
  let drawn: Primitive | undefined
  let wanted = 0
  let visible = true

  const clear = () => {
    if (drawn) scene.primitives.remove(drawn)
    drawn = undefined
  }
  const draw = (edges: Float64Array) => {
    if (scene.isDestroyed() || edges.length === 0 || !edges.every(Number.isFinite)) return
    drawn = scene.primitives.add(createLines(edges, lowering))
    if (drawn) drawn.show = visible
    scene.requestRender()
  }
  return {
    show(rows) {
      const asked = ++wanted
      clear()
      if (rows.length === 0 || rows.length > mostOutlined || !source.outline) return
      source.outline(Uint32Array.from(rows)).then(
        edges => asked === wanted && draw(edges),
        // The colour says what is selected; the lines are a help.
        () => {},
      )
    },
    setVisible(next) {
      visible = next
      if (drawn) drawn.show = next
    },
    dispose() {
      wanted++
      clear()
    },
  }
}

function createLines(edges: Float64Array, lowering: Cartesian3): Primitive {
  const segments = Math.min(edges.length / 6, mostSegments)
  const point = (at: number) => new Cartesian3(edges[at], edges[at + 1], edges[at + 2])
  const attributes = {
    color: ColorGeometryInstanceAttribute.fromColor(gold),
    depthFailColor: ColorGeometryInstanceAttribute.fromColor(gold.withAlpha(0.22)),
  }
  const geometryInstances = Array.from({ length: segments }, (_, i) => {
    const positions = [point(6 * i), point(6 * i + 3)]
    const { VERTEX_FORMAT: vertexFormat } = PolylineColorAppearance
    return new GeometryInstance({
      geometry: new PolylineGeometry({ positions, width, arcType: ArcType.NONE, vertexFormat }),
      attributes,
    })
  })
  return new Primitive({
    geometryInstances,
    appearance: new PolylineColorAppearance({ translucent: false }),
    depthFailAppearance: new PolylineColorAppearance({ translucent: true }),
    modelMatrix: Matrix4.fromTranslation(lowering),
    asynchronous: segments > atOnce,
    allowPicking: false,
    shadows: ShadowMode.DISABLED,
  })
}
