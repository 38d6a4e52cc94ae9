import type { City } from '#model/city/city.ts'
import type { Session } from '#state/session/session.ts'
import type { Selection } from '#state/session/state.ts'

/** The rows that the session's selection means in its city. */
export interface SelectedRows {
  layer: string
  rows: Uint32Array
  /** One feature was pointed at, or an area was drawn. */
  by: Selection['by']
}

interface Cities {
  get(id: string): Promise<Pick<City, 'select'>>
}

/**
 * Tells the rows after every change of the selection, at once for rows, after asking the city for areas; an answer that comes after
 * the selection has changed again is dropped. Returns the way to stop.
 */
export function followSelection(
  session: Session,
  cities: Cities,
  tell: (selected: SelectedRows | null) => void,
): () => void {
  let current: Selection | null = null
  const follow = async (selection: Selection | null) => {
    current = selection
    if (!selection) return tell(null)
    const { layer, by } = selection
    if (selection.by === 'rows') return tell({ layer, by, rows: Uint32Array.from(selection.rows) })
    try {
      const city = await cities.get(layer)
      const rows = await city.select(Float64Array.from(selection.polygon))
      if (current === selection) tell({ layer, by, rows })
    } catch (error) {
      console.warn('the selection could not be read', error)
      if (current === selection) tell(null)
    }
  }
  const stop = session.select(state => state.selection, follow)
  follow(session.getState().selection)
  return stop
}
