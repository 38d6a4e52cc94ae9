import { expectRest, openCity, readDrawn } from './city.ts'
import { card, closeMessages, drop, message, openCatalogue, sharedFile, storedFolders } from './files.ts'
import { expect, test } from './fixture.ts'

const folders = [
  'InstancedWithBatchTable',
  'MetadataGranularities',
  'PointCloudRGB',
  'SparseImplicitQuadtree',
  'Tileset10',
  'TilesetWithTransforms',
]
const files = [
  'gltf/FeatureIdAttribute/FeatureIdAttribute.gltf',
  'terrain/terrarium.png',
  'terrain/tile-with-extensions.terrain',
  'terrain/tile-with-metadata-extension.terrain',
]

test('3D Tiles, glTF and terrain of others come through the same catalogue and are drawn', async ({ page }) => {
  const paths = [...folders.map(name => `tiles3d/${name}`), ...files].map(sharedFile)
  await openCity(page)
  await openCatalogue(page)
  for (const [i, path] of paths.entries()) {
    await test.step(path.split('/').at(-1) ?? path, async () => {
      const before = await readDrawn(page)
      await drop(page, path)
      await expect(message(page, / is on the map/)).toBeVisible()
      await expect(page.getByRole('tabpanel', { name: 'Catalogue' }).getByRole('listitem')).toHaveCount(i + 2)
      await expect.poll(async () => (await readDrawn(page)).frames).toBeGreaterThan(before.frames)
      await expectRest(page)
      expect((await readDrawn(page)).triangles).toBeGreaterThan(0)
      await expect(message(page, /not drawn|stopped the drawing|could not be/)).toHaveCount(0)
      await closeMessages(page)
    })
  }
  await expect(card(page, 'tileset.json').first()).toContainText('3D Tiles')
  expect(await storedFolders(page)).toHaveLength(paths.length)
})
