import { Axis, CustomShader, LightingModel, Matrix4, Model } from 'cesium'
import { findTile, parseQuantizedMesh, toGeographic, toTerrariumGrid } from '#format/terrain/index.ts'
import { writeGlb } from '#format/tiles3d/index.ts'
import { createLocalFrame } from '#math/geodesy/ellipsoid.ts'
import { DataError } from '#model/exchange/error.ts'
import { createContentGate } from '../gate/content.ts'
import { createResource } from '../resource.ts'
import type { Stage } from '../scene.ts'
import type { ContentFiles } from './contract.ts'

/** Longitude, latitude, height of every vertex, and triangles counter-clockwise seen from above. */
interface Relief {
  positions: Float64Array
  indices: Uint32Array
}

/** Side of a terrain picture's grid as drawn: 256 posts would be 130,000 triangles for one tile. */
const posts = 129
/** Level of a terrain picture whose name does not tell its tile: about 10 km wide. */
const assumedLevel = 12

/** One terrain tile, quantized-mesh or a Terrarium picture, as a model of the land. */
export async function createTerrainMesh(content: ContentFiles, stage: Stage): Promise<Model> {
  const bytes = new Uint8Array(await content.read(content.entry))
  const relief = /\.(png|webp)$/i.test(content.entry)
    ? await readTerrarium(bytes, content)
    : readQuantizedMesh(bytes, content.entry)
  return toModel(relief, stage, content.entry)
}

function readQuantizedMesh(bytes: Uint8Array, path: string): Relief {
  const mesh = parseQuantizedMesh(bytes)
  const tile = findTile(mesh.header)
  if (!tile) throw new DataError('unsupported', 'It is no tile of the geographic tiling.', { file: path })
  return { positions: toGeographic(mesh, tile), indices: mesh.indices }
}

async function readTerrarium(bytes: Uint8Array, { entry, place }: ContentFiles): Promise<Relief> {
  const image = await createImageBitmap(new Blob([bytes.slice()]), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  })
  const { width, height } = image
  const context = new OffscreenCanvas(width, height).getContext('2d')
  if (!context) throw new DataError('unsupported', 'This browser cannot read the picture.', { file: entry })
  context.drawImage(image, 0, 0)
  image.close()
  const grid = toTerrariumGrid(context.getImageData(0, 0, width, height).data, width, height)
  const tile = tileOf(entry, place)
  return gridRelief(grid.values, width, height, (x, y) => toLonLat(tile.x + x, tile.y + y, tile.level))
}

/** From `.../level/x/y.png`, else the tile of the assumed level around the chosen place. */
function tileOf(path: string, place: ContentFiles['place']): { level: number; x: number; y: number } {
  const named = /(\d+)\/(\d+)\/(\d+)\.\w+$/.exec(path)
  if (named) return { level: Number(named[1]), x: Number(named[2]), y: Number(named[3]) }
  if (!place)
    throw new DataError('crs-missing', 'The picture does not say where it lies.', {
      file: path,
      cure: 'Choose a place.',
    })
  const sine = Math.sin((place.lat * Math.PI) / 180)
  const side = 2 ** assumedLevel
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return { level: assumedLevel, x: (place.lon / 360 + 0.5) * side - 0.5, y: y * side - 0.5 }
}

/** Web Mercator, tile units, y from the north. */
function toLonLat(x: number, y: number, level: number): [number, number] {
  const side = 2 ** level
  return [(x / side) * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) * 180) / Math.PI]
}

function gridRelief(
  values: Float32Array,
  width: number,
  height: number,
  toPlace: (x: number, y: number) => [number, number],
): Relief {
  const positions = new Float64Array(posts * posts * 3)
  const indices: number[] = []
  const at = (column: number, row: number) => row * posts + column
  for (let row = 0; row < posts; row++)
    for (let column = 0; column < posts; column++) {
      const [fx, fy] = [column / (posts - 1), row / (posts - 1)]
      const value = values[Math.round(fy * (height - 1)) * width + Math.round(fx * (width - 1))]
      positions.set([...toPlace(fx, fy), Number.isFinite(value) ? value : 0], at(column, row) * 3)
      if (row === 0 || column === 0) continue
      const [a, b, c, d] = [at(column - 1, row - 1), at(column, row - 1), at(column - 1, row), at(column, row)]
      indices.push(a, c, b, b, c, d)
    }
  return { positions, indices: Uint32Array.from(indices) }
}

async function toModel({ positions, indices }: Relief, stage: Stage, path: string): Promise<Model> {
  const count = positions.length / 3
  const middle = meanOf(positions)
  const frame = createLocalFrame(...middle)
  const local = new Float32Array(positions.length)
  for (let v = 0; v < count; v++)
    frame.toLocal(positions[v * 3], positions[v * 3 + 1], positions[v * 3 + 2], local, v * 3)
  const glb = writeGlb(
    {
      className: 'Terrain',
      mesh: { positions: local, indices, featureIds: new Uint32Array(count) },
      table: { rowCount: 1, columns: [{ type: 'number', name: 'row', values: new Float64Array(1) }] },
    },
    { compress: false, tolerance: 0.1 },
  )
  createContentGate()(glb, path)
  const model: Model = await Model.fromGltfAsync({
    url: createResource(async () => glb.slice().buffer as ArrayBuffer, 'terrain.glb'),
    // As 3D Tiles turn glTF: x east, -z north.
    upAxis: Axis.Y,
    forwardAxis: Axis.X,
    modelMatrix: Matrix4.fromArray([...frame.matrix]),
    customShader: createReliefShader(),
    scene: stage.widget.scene,
  })
  model.readyEvent.addEventListener(() => stage.requestRender())
  return model
}

function meanOf(positions: Float64Array): [number, number, number] {
  const sum = [0, 0, 0]
  for (let i = 0; i < positions.length; i++) sum[i % 3] += positions[i]
  return sum.map(value => value / (positions.length / 3)) as [number, number, number]
}

/** Plain relief in the colour of paper: light from the sun by day, from the upper left by night. */
function createReliefShader(): CustomShader {
  return new CustomShader({
    lightingModel: LightingModel.UNLIT,
    fragmentShaderText: /* glsl */ `
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec3 positionEC = fsInput.attributes.positionEC;
  vec3 normalEC = normalize(cross(dFdx(positionEC), dFdy(positionEC)));
  vec3 upEC = normalize(mat3(czm_modelView)[1]);
  float day = smoothstep(-0.12, 0.06, dot(czm_sunDirectionEC, upEC));
  vec3 lightEC = normalize(mix(vec3(-0.5, 0.5, 0.7), czm_sunDirectionEC, day));
  float light = 0.55 + 0.45 * max(dot(normalEC, lightEC), 0.0);
  material.diffuse = pow(vec3(0.91, 0.90, 0.86) * light * mix(0.35, 1.0, day), vec3(2.2));
}
`,
  })
}
