import { Cartesian2, Cartesian3, type Scene as CesiumScene, type CesiumWidget, SceneTransforms } from 'cesium'
import type { PlaceLabel } from '#model/city/label.ts'
import type { FrameInfo, Language } from '../scene.ts'
import { type Candidate, placeLabels, textWidth, turnedBox } from './place.ts'
import { halo, type LabelStyle, labelStyles } from './style.ts'

/** Pixels of the canvas for each name, on average. */
const pixelsPerLabel = 30_000
/** Names stand a little above what they name, metres. */
const lift = 4

export interface Labels {
  set(labels: readonly PlaceLabel[]): void
  update(frame: FrameInfo): void
  setVisible(visible: boolean): void
  dispose(): void
}

/**
 * Names over the map as SVG: crisp at any zoom, with a halo, in the page's language, placed anew with every frame so that none overlaps
 * another. They are a picture for the eye; whoever listens finds the same names by the search.
 */
export function createLabels(widget: CesiumWidget, lowering: Cartesian3): Labels {
  const { scene } = widget
  const sheet = createSheet(widget.container)
  let entries: Entry[] = []
  let visible = true
  let drawnLook = ''
  const shown = new Map<Entry, SVGGElement>()

  const drop = (entry: Entry) => {
    shown.get(entry)?.remove()
    shown.delete(entry)
  }
  const clear = () => {
    for (const entry of [...shown.keys()]) drop(entry)
  }
  return {
    set(labels) {
      clear()
      entries = labels.flatMap(label => toEntry(label, lowering) ?? [])
      scene.requestRender()
    },
    update({ language, elevation }) {
      if (!visible || entries.length === 0) return
      const mood = elevation < -2 ? 'night' : 'day'
      const look = `${language} ${mood}`
      if (look !== drawnLook) clear()
      drawnLook = look
      const placed = place(scene, entries, language)
      const wanted = new Set(placed.map(({ entry }) => entry))
      for (const entry of [...shown.keys()]) if (!wanted.has(entry)) drop(entry)
      for (const { entry, x, y, angle } of placed) {
        let group = shown.get(entry)
        if (!group) {
          group = createText(entry, language, mood)
          shown.set(entry, group)
          sheet.append(group)
        }
        const turn = angle === 0 ? '' : ` rotate(${((angle * 180) / Math.PI).toFixed(1)})`
        group.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})${turn}`)
      }
    },
    setVisible(next) {
      visible = next
      if (!next) clear()
    },
    dispose() {
      clear()
      sheet.remove()
    },
  }
}

interface Entry {
  label: PlaceLabel
  style: LabelStyle
  position: Cartesian3
  toward: Cartesian3 | undefined
}

function toEntry(label: PlaceLabel, lowering: Cartesian3): Entry | undefined {
  const { lon, lat, height, toward } = label
  if (![lon, lat, height, ...(toward ?? [])].every(Number.isFinite)) return undefined
  const at = (x: number, y: number) => {
    const place = Cartesian3.fromDegrees(x, y, height + lift)
    return Cartesian3.add(place, lowering, place)
  }
  return { label, style: labelStyles[label.kind], position: at(lon, lat), toward: toward && at(...toward) }
}

interface Placed extends Candidate {
  entry: Entry
  angle: number
}

function place(scene: CesiumScene, entries: readonly Entry[], language: Language): Placed[] {
  const { clientWidth: width, clientHeight: height } = scene.canvas
  const candidates = entries
    .filter(entry => isReadable(scene, entry))
    .flatMap(entry => project(scene, entry, language) ?? [])
    .filter(({ x, y }) => x > 0 && y > 0 && x < width && y < height)
  const limit = Math.max(6, Math.floor((width * height) / pixelsPerLabel))
  return placeLabels(candidates, limit).map(i => candidates[i])
}

const away = new Cartesian3()

/** By distance, and by how steeply one looks down on it. */
function isReadable({ camera }: CesiumScene, { label, style, position }: Entry): boolean {
  const distance = Cartesian3.distance(camera.positionWC, position)
  if (distance < style.near || distance > style.far(label.size)) return false
  const look = Cartesian3.subtract(position, camera.positionWC, away)
  if (Cartesian3.dot(look, camera.directionWC) <= 0) return false
  const down = -Cartesian3.dot(look, Cartesian3.normalize(position, new Cartesian3())) / distance
  return down > style.steep
}

function project(scene: CesiumScene, entry: Entry, language: Language): Placed | undefined {
  const at = SceneTransforms.worldToWindowCoordinates(scene, entry.position, new Cartesian2())
  if (!at) return undefined
  const { size, spacing } = entry.style
  const [first, second] = linesOf(entry, language)
  const width = Math.max(textWidth(first) * (1 + spacing) * size, second ? textWidth(second) * 0.8 * size : 0)
  const height = second ? size * 2.2 : size * 1.2
  const angle = angleOf(scene, entry, at)
  return { entry, angle, x: at.x, y: at.y, ...turnedBox(width, height, angle) }
}

/** Of streets: along the street, never upside down; radians. */
function angleOf(scene: CesiumScene, { toward }: Entry, at: Cartesian2): number {
  const to = toward && SceneTransforms.worldToWindowCoordinates(scene, toward, new Cartesian2())
  if (!to) return 0
  const angle = Math.atan2(to.y - at.y, to.x - at.x)
  return Math.abs(angle) > Math.PI / 2 ? angle - Math.sign(angle) * Math.PI : angle
}

function linesOf({ label, style }: Entry, language: Language): [string, string | undefined] {
  const { name, zh = name, en = name } = label
  const [first, second] = language === 'zh' ? [zh, en] : [en, zh]
  return [first, style.both && second !== first ? second : undefined]
}

const namespace = 'http://www.w3.org/2000/svg'

function createSheet(container: Element): SVGSVGElement {
  const sheet = document.createElementNS(namespace, 'svg')
  sheet.setAttribute('aria-hidden', 'true')
  Object.assign(sheet.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    overflow: 'hidden',
    pointerEvents: 'none',
    userSelect: 'none',
    fontFamily: '-apple-system, "Segoe UI", "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", sans-serif',
  })
  container.append(sheet)
  return sheet
}

function createText(entry: Entry, language: Language, mood: 'day' | 'night'): SVGGElement {
  const { size, weight, spacing } = entry.style
  const group = document.createElementNS(namespace, 'g')
  group.setAttribute('text-anchor', 'middle')
  group.setAttribute('fill', entry.style[mood])
  // The halo lies under the letters, not in them.
  Object.assign(group.style, {
    paintOrder: 'stroke',
    stroke: halo[mood],
    strokeWidth: '3px',
    strokeLinejoin: 'round',
    letterSpacing: `${spacing}em`,
  })
  const [first, second] = linesOf(entry, language)
  group.append(createLine(first, size, weight, second ? -0.1 * size : 0.35 * size))
  if (second) group.append(createLine(second, 0.8 * size, 400, 0.95 * size))
  return group
}

function createLine(text: string, size: number, weight: number, y: number): SVGTextElement {
  const line = document.createElementNS(namespace, 'text')
  line.textContent = text
  line.setAttribute('y', y.toFixed(1))
  line.setAttribute('font-size', size.toFixed(1))
  line.setAttribute('font-weight', String(weight))
  return line
}
