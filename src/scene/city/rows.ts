import {
  PixelDatatype,
  PixelFormat,
  TextureMagnificationFilter,
  TextureMinificationFilter,
  TextureUniform,
} from 'cesium'

/** Bits of the fourth byte of a row's texel. */
export const rowFlag = { visible: 1, colored: 2, selected: 4 } as const

/**
 * Look of every row of a city as a texture that the tiles' shader reads by row: restyling, filtering or selecting is one upload,
 * whatever is loaded, and holds for what loads later.
 */
export interface RowTexture {
  setColors(colors: Uint8Array | undefined): void
  setFilter(visible: Uint8Array | undefined): void
  setSelection(rows: ArrayLike<number>): void
  toUniform(): TextureUniform
}

/** Texels a texture row: WebGL 2 promises 2,048. */
export const textureWidth = 2048

export function createRowTexture(rowCount: number): RowTexture {
  const height = Math.max(1, Math.ceil(rowCount / textureWidth))
  // Red, green, blue (sRGB), flags.
  const texels = new Uint8Array(textureWidth * height * 4)
  for (let row = 0; row < rowCount; row++) texels[row * 4 + 3] = rowFlag.visible
  let selected: ArrayLike<number> = []

  const flag = (row: number, bit: number, on: boolean) => {
    if (on) texels[row * 4 + 3] |= bit
    else texels[row * 4 + 3] &= ~bit
  }

  return {
    setColors(colors) {
      requireLength(colors, rowCount * 3)
      if (!colors) for (let row = 0; row < rowCount; row++) flag(row, rowFlag.colored, false)
      else
        for (let row = 0, from = 0, to = 0; row < rowCount; row++) {
          texels[to++] = colors[from++]
          texels[to++] = colors[from++]
          texels[to++] = colors[from++]
          texels[to++] |= rowFlag.colored
        }
    },
    setFilter(visible) {
      requireLength(visible, rowCount)
      for (let row = 0; row < rowCount; row++) flag(row, rowFlag.visible, visible ? visible[row] !== 0 : true)
    },
    setSelection(rows) {
      for (let i = 0; i < selected.length; i++) flag(selected[i], rowFlag.selected, false)
      selected = Array.from(rows).filter(row => Number.isInteger(row) && row >= 0 && row < rowCount)
      for (let i = 0; i < selected.length; i++) flag(selected[i], rowFlag.selected, true)
    },
    toUniform: () =>
      new TextureUniform({
        typedArray: texels,
        width: textureWidth,
        height,
        pixelFormat: PixelFormat.RGBA,
        pixelDatatype: PixelDatatype.UNSIGNED_BYTE,
        repeat: false,
        minificationFilter: TextureMinificationFilter.NEAREST,
        magnificationFilter: TextureMagnificationFilter.NEAREST,
      }),
  }
}

function requireLength(array: Uint8Array | undefined, length: number): void {
  if (array && array.length !== length) throw new RangeError(`Expected ${length} bytes, got ${array.length}.`)
}
