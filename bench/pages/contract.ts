/** The camera as `city/view.mjs` makes it. */
export interface BenchView {
  lon: number
  lat: number
  metresPerPixel: number
  distance: number
  fovY: number
  zoom: number
}

/** What the runner asks of every candidate's page. */
export interface Candidate {
  /** From bytes to the complete picture; resolves when the frame that completes it was drawn. */
  load(bytes: ArrayBuffer, view: BenchView): Promise<void>
  /** Draws one frame and waits until the GPU (or its software stand-in) has finished it. */
  frame?(): void
  /** The attributes of what is under the pixel, or undefined. */
  pick?(x: number, y: number): Promise<unknown> | unknown
  /** Colours all by another attribute and draws a frame. */
  restyle?(attribute: string): Promise<void> | void
  /** The full detail of the same view, for comparing pictures. */
  fullDetail?(): Promise<void>
}

declare global {
  interface Window {
    bench: Bench
    longestTaskSince(start: number): number
  }
}

/** Times are milliseconds. */
export interface Bench {
  ready: boolean
  load(url: string, view: BenchView): Promise<{ ms: number; longest: number }>
  frames(count: number): Promise<number[]>
  picks(points: [number, number][]): Promise<{ ms: number[]; hits: number; example: unknown }>
  restyle(attribute: string): Promise<number>
  /** Red, green and blue of the canvas, row by row from the top, as base64. */
  picture(): Promise<string>
  fullDetail(): Promise<void>
}

const need = <T>(method: T | undefined, name: string): T => {
  if (!method) throw new Error(`this candidate has no ${name}`)
  return method
}

export function offer(candidate: Candidate): void {
  window.bench = {
    ready: true,
    async load(url, view) {
      const bytes = await (await fetch(url)).arrayBuffer()
      await pause(50)
      const start = performance.now()
      await candidate.load(bytes, view)
      const ms = performance.now() - start
      await pause(100)
      return { ms, longest: window.longestTaskSince(start) }
    },
    async frames(count) {
      const frame = need(candidate.frame, 'frame').bind(candidate)
      const times: number[] = []
      for (let i = 0; i < count; i++) {
        await new Promise(resolve => requestAnimationFrame(resolve))
        const start = performance.now()
        frame()
        times.push(performance.now() - start)
      }
      return times
    },
    async picks(points) {
      const pick = need(candidate.pick, 'pick').bind(candidate)
      const ms: number[] = []
      let hits = 0
      let example: unknown
      const begin = performance.now()
      for (const [x, y] of points) {
        // Who needs seconds for each need not be asked forty times.
        if (performance.now() - begin > 20_000 && ms.length > 4) break
        await pause(20)
        const start = performance.now()
        const hit = await pick(x, y)
        ms.push(performance.now() - start)
        if (hit === undefined) continue
        hits += 1
        example ??= hit
      }
      return { ms, hits, example }
    },
    async restyle(attribute) {
      const start = performance.now()
      await need(candidate.restyle, 'restyle').bind(candidate)(attribute)
      return performance.now() - start
    },
    async picture() {
      need(candidate.frame, 'frame').bind(candidate)()
      return readPixels(document.querySelector('canvas') as HTMLCanvasElement)
    },
    fullDetail: async () => need(candidate.fullDetail, 'fullDetail').bind(candidate)(),
  }
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

function readPixels(source: HTMLCanvasElement): string {
  const canvas = new OffscreenCanvas(source.width, source.height)
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
  context.drawImage(source, 0, 0)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  let text = ''
  for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(data[i], data[i + 1], data[i + 2])
  return btoa(text)
}

/** Blocks until the GPU has drawn everything asked of it: a pixel cannot be read sooner. */
export function finish(gl: WebGL2RenderingContext): void {
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
}

export const container = (): HTMLElement => {
  const element = document.createElement('div')
  element.style.cssText = 'position:fixed;inset:0'
  document.body.append(element)
  return element
}

/** A colour for any attribute's value; the candidates do the same work for it. */
export function colourOf(value: unknown): [number, number, number] {
  if (typeof value === 'number') {
    const t = Math.min(1, Math.max(0, (value - 1950) / 75))
    return [Math.round(68 + 185 * t), Math.round(1 + 230 * t), Math.round(84 - 47 * t)]
  }
  const text = String(value)
  return [
    ((text.charCodeAt(0) * 53) % 200) + 40,
    ((text.charCodeAt(1) * 31) % 200) + 40,
    ((text.length * 47) % 200) + 40,
  ]
}
