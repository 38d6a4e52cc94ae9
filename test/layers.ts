/**
 * The house: which folder may import which, and what a file's name allows it. The architecture test holds the code to these constants,
 * and the guide's page to the same.
 */

/** Folders in order; each may import those of the layers before it, and itself. Folders of one layer do not import each other. */
export const layers: readonly (readonly string[])[] = [
  ['math'],
  ['model'],
  ['format', 'service', 'compute', 'state'],
  ['pipeline', 'scene', 'ui'],
  ['analysis', 'system', 'demo'],
  ['app'],
  ['embed', 'cli'],
  ['worker.ts'],
  ['main.ts', 'embed.ts'],
]

/** Folders whose subfolders are separate houses: none imports a sibling. */
export const separate = ['analysis', 'system', 'format', 'service'] as const

/** Folders that a file of this name may import from `src`, besides the pure files of its own folder. */
export const roles: readonly {
  file: RegExp
  mayImport?: readonly string[]
  mayNotImport?: readonly string[]
  why: string
}[] = [
  {
    file: /^(kernel|gather)\.ts$/,
    mayImport: ['math', 'model'],
    why: 'a kernel knows no screen, no file and no store',
  },
  { file: /^layer.*\.ts$/, mayNotImport: ['ui'], why: 'a layer draws, a panel frames' },
  {
    file: /^panel.*\.tsx$/,
    mayNotImport: ['scene'],
    why: 'a panel reads state and dispatches commands; it does not draw',
  },
]

/** Packages which only these places may import; a pattern is matched against the path below `src`. */
export const packages: readonly { name: RegExp; only: RegExp; why: string }[] = [
  { name: /^cesium$/, only: /^scene\/|\/layer[^/]*\.ts$/, why: 'data reaches Cesium only through the gate' },
  {
    name: /^three(\/|$)/,
    only: /^scene\/|\/layer[^/]*\.ts$|\/kernel\.ts$/,
    why: 'three draws what Cesium does not',
  },
  {
    name: /^react(-dom)?(\/|$)|^@mantine\/|^react-i18next$|^@tabler\//,
    only: /\.tsx$/,
    why: 'components live in .tsx files',
  },
  { name: /^comlink$/, only: /^compute\/|^worker\.ts$/, why: 'one home for calls across threads' },
  { name: /^node:/, only: /^cli\//, why: 'everything but the command line runs in a browser' },
]

/** The order as the guide prints it. */
export const toDiagram = (): string =>
  layers.map(layer => (layer.length > 1 ? `{ ${layer.join(', ')} }` : layer[0])).join(' <- ')
