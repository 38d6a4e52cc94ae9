/** What lies under the pointer, asked at most once a frame and never twice at the same time. */
export interface PointerTarget<Hit> {
  toGround(x: number, y: number): [lon: number, lat: number, height: number] | undefined
  pick(x: number, y: number): Promise<Hit | undefined>
  onPoint(point: { lon: number; lat: number; height: number } | null): void
  onHover(hit: Hit | undefined): void
  onClick(hit: Hit | undefined): void
}

/** Farther than this, in CSS pixels, a press is a drag and not a click. */
const clickSlack = 5

/** Follows the pointer over the element. Returns the way to stop. */
export function followPointer<Hit>(container: HTMLElement, target: PointerTarget<Hit>): () => void {
  let last: { x: number; y: number } | undefined
  let down: { x: number; y: number } | undefined
  let frame = 0
  let picking = false
  const at = (event: MouseEvent) => {
    const { left, top } = container.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const look = async () => {
    frame = 0
    if (!last || picking) return
    const asked = last
    const ground = target.toGround(asked.x, asked.y)
    target.onPoint(ground ? { lon: ground[0], lat: ground[1], height: ground[2] } : null)
    picking = true
    const hit = await target.pick(asked.x, asked.y).catch(() => undefined)
    picking = false
    if (last) target.onHover(hit)
    if (last && last !== asked) schedule()
  }
  const schedule = () => {
    if (frame === 0) frame = requestAnimationFrame(() => void look())
  }
  const onMove = (event: PointerEvent) => {
    // While a button is held the map is dragged; a finger has no hover.
    if (event.buttons !== 0 || event.pointerType === 'touch') return
    last = at(event)
    schedule()
  }
  const onLeave = () => {
    last = undefined
    target.onPoint(null)
    target.onHover(undefined)
  }
  const onDown = (event: PointerEvent) => {
    down = event.isPrimary && event.button === 0 ? at(event) : undefined
  }
  const onUp = async (event: PointerEvent) => {
    const from = down
    down = undefined
    if (!from || !event.isPrimary) return
    const { x, y } = at(event)
    if (Math.hypot(x - from.x, y - from.y) > clickSlack) return
    target.onClick(await target.pick(x, y).catch(() => undefined))
  }
  const controller = new AbortController()
  const { signal } = controller
  container.addEventListener('pointermove', onMove, { signal })
  container.addEventListener('pointerleave', onLeave, { signal })
  container.addEventListener('pointerdown', onDown, { signal })
  container.addEventListener('pointerup', event => void onUp(event), { signal })
  return () => {
    controller.abort()
    cancelAnimationFrame(frame)
    last = undefined
  }
}
