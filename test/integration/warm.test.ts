import { expect, it } from 'vitest'
import { splitGlb } from '#format/tiles3d/container.ts'
import { planTiles } from '#pipeline/tile/index.ts'
import { createSampleCity } from '#pipeline/tile/sample.ts'
import { toDrawnTable } from '#pipeline/write/tileTable.ts'
import { metadata } from '#scene/city/warm.ts'

// Oracle: the tiler itself. A shader that was compiled for another schema warms nothing up.
it('the tile that warms the scene up has the schema of tiles that are drawn while they are imported', () => {
  const city = createSampleCity(3)
  const plan = planTiles({ ...city, drawnTable: toDrawnTable(city.table) })
  const { json } = splitGlb(plan.drawTile('0/0/0.glb'))
  const { schema } = (json as { extensions: { EXT_structural_metadata: typeof metadata } }).extensions
    .EXT_structural_metadata
  const types = ({ classes }: typeof schema) =>
    Object.entries(classes).map(([name, { properties }]) => [
      name,
      Object.entries(properties).map(([id, { type, ...rest }]) => [
        id,
        type,
        'componentType' in rest && rest.componentType,
      ]),
    ])
  expect(types(schema)).toEqual(types(metadata.schema))
  expect(schema.enums).toEqual(metadata.schema.enums)
})
