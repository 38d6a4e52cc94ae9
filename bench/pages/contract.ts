import type { BenchView } from '../city/view.ts'

/** What the runner asks of every candidate's page. Times are milliseconds of `performance.now()`. */
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
    bench: {
      ready: boolean
      load(url: string, view: BenchView): Promise<number>
      frames(count: number): Promise<number[]>
      picks(points: [number, number][]): Promise<{ ms: number[]; hits: number }>
      restyle(attribute: string): Promise<number>
      picture(): Promise<string>
      fullDetail(): Promise<void>
    }
  }
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
      const start = performance.now()
      await candidate.load(bytes, view)
      return performance.now() - start
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
      for (const [x, y] of points) {
        await new Promise(resolve => setTimeout(resolve, 20))
        const start = performance.now()
        if ((await pick(x, y)) !== undefined) hits += 1
        ms.push(performance.now() - start)
      }
      return { ms, hits }
    },
    async restyle(attribute) {
      const start = performance.now()
      await need(candidate.restyle, 'restyle').bind(candidate)(attribute)
      return performance.now() - start
    },
    async picture() {
      candidate.frame?.()
      return (document.querySelector('canvas') as HTMLCanvasElement).toDataURL('image/png')
    },
    fullDetail: async () => need(candidate.fullDetail, 'fullDetail').bind(candidate)(),
  }
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
