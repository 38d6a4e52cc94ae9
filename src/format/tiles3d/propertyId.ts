/**
 * Property ids of EXT_structural_metadata are `[a-zA-Z_][a-zA-Z0-9_]*`; Cesium also makes them members of a GLSL struct and keys of
 * plain objects. The names of columns are anybody's, so ids are derived from them, one rule for all tiles of a city.
 */

/** Ids of columns of these names, in order. The same names in the same order always give the same ids. */
export function toPropertyIds(names: readonly string[]): string[] {
  const used = new Set<string>()
  return names.map(name => {
    const base = toIdentifier(name)
    let id = base
    for (let n = 2; used.has(id); n++) id = `${base}_${n}`
    used.add(id)
    return id
  })
}

/** `name:zh` becomes `name_zh`, `2nd` becomes `p_2nd`, `class` becomes `p_class`, `高度` becomes `p`. */
function toIdentifier(name: string): string {
  // GLSL reserves identifiers with two underscores in a row.
  const plain = name.replace(/[^a-zA-Z0-9]+/g, '_').replace(/^_+|_+$/g, '')
  if (plain === '') return 'p'
  return /^\d/.test(plain) || plain.startsWith('gl_') || isReserved(plain) ? `p_${plain}` : plain
}

/** Letters, digits and `_`, not starting with a digit: what a class may be called. */
export const isIdentifier = (text: string): boolean => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(text)

const isReserved = (id: string): boolean =>
  id in Object.prototype ||
  glslWords.has(id) ||
  /^([biu]?vec|d?mat)\d(x\d)?$/.test(id) ||
  /^[iu]?(sampler|image)\w*$/.test(id)

/** Keywords and words reserved for the future, GLSL ES 3.00 specification, section 3.8. */
const glslWords = new Set(
  `const uniform layout centroid flat smooth break continue do for while switch case default if else in out inout float int
  void bool true false invariant discard return lowp mediump highp precision struct uint attribute varying coherent volatile
  restrict readonly writeonly resource atomic_uint noperspective patch sample subroutine common partition active asm class
  union enum typedef template this goto inline noinline volatile public static extern external interface long short double
  half fixed unsigned superp input output hvec2 hvec3 hvec4 dvec2 dvec3 dvec4 fvec2 fvec3 fvec4 filter sizeof cast namespace
  using main`.split(/\s+/),
)
