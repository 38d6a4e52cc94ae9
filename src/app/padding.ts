import type { SceneOptions } from '#scene/index.ts'

type Padding = ReturnType<NonNullable<SceneOptions['padding']>>

/** Pixels kept free between a panel and what is shown. */
const gap = 16

/** How far panels reach over the map from each edge: the frame marks them with `data-covers` and the edge they stand at. */
export function measurePadding(map: HTMLElement): Padding {
  const padding: Padding = { left: gap, right: gap, top: gap, bottom: gap }
  const box = map.getBoundingClientRect()
  for (const panel of map.closest('main')?.parentElement?.querySelectorAll<HTMLElement>('[data-covers]') ?? []) {
    const { left, right, top, bottom, width } = panel.getBoundingClientRect()
    if (width === 0) continue
    const covers = panel.dataset.covers as keyof Padding
    const reach = { left: right - box.left, right: box.right - left, top: bottom - box.top, bottom: box.bottom - top }
    padding[covers] = Math.max(padding[covers], reach[covers] + gap)
  }
  return padding
}
