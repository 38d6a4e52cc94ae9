import type { Theme } from './scene.ts'

const own = '慧镜 Huijing · CesiumJS · Natural Earth'

/** Who made what is drawn, in the corner of the map, as plain text: no link leaves the page, and no markup of a data set is let in. */
export function createAttribution(container: HTMLElement, sources: string | undefined) {
  const line = document.createElement('div')
  line.className = 'scene-attribution'
  line.textContent = sources ? `${own} · ${sources}` : own
  Object.assign(line.style, {
    position: 'absolute',
    right: '8px',
    bottom: '4px',
    maxWidth: '60%',
    font: '12px system-ui, "PingFang SC", "Noto Sans SC", sans-serif',
    pointerEvents: 'none',
    zIndex: '1',
  })
  const setTheme = (theme: Theme) => {
    line.style.color = theme === 'dark' ? '#EAF0EE' : '#1B2326'
    line.style.textShadow = theme === 'dark' ? '0 0 3px #0E1416, 0 0 3px #0E1416' : '0 0 3px #F7F5EF, 0 0 3px #F7F5EF'
  }
  setTheme('light')
  container.append(line)
  return { setTheme, dispose: () => line.remove() }
}
