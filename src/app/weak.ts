import type { SessionState } from '#state/session/state.ts'

/** Renderers that draw without a graphics card: SwiftShader in Chromium, llvmpipe and softpipe in Mesa, WARP in Windows. */
const softwareRenderer = /swiftshader|llvmpipe|softpipe|basic render|software/i

/** The preset to begin with on this machine; a person's own choice is kept and counts more. */
export function suggestQuality(): SessionState['quality'] {
  const gl = document.createElement('canvas').getContext('webgl2')
  if (!gl) return 'standard'
  const info = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return softwareRenderer.test(renderer) ? 'lite' : 'standard'
}
