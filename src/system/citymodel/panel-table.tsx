import { Loader, Menu, SegmentedControl, Select } from '@mantine/core'
import { IconChartBar, IconColumns3, IconSortAscending, IconSortDescending } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, cellAt, missing } from '#model/city/table.ts'
import { runFilter } from '#model/style/filter.ts'
import { findLayer } from '#state/session/state.ts'
import { IconButton } from '#ui/kit/icon-button.tsx'
import { Note } from '#ui/kit/note.tsx'
import { useSession } from '#ui/shell/context.tsx'
import { frontCity } from './area.ts'
import { AreaSummary } from './area-summary.tsx'
import classes from './citymodel.module.css'
import { useLoaded, useModel, useModelState, useTitles } from './context.tsx'
import { Failure } from './failure.tsx'
import type { OpenCity } from './importer.ts'
import { chooseRows } from './rows.ts'
import { goToRow } from './search.ts'
import { runSort } from './sort.ts'
import { toAttributeName, toAttributeOrder, toCellText, toErrorWords, toKindName } from './words.ts'

const firstColumns = 10
/** As tall as a finger where fingers point. */
const rowHeight = matchMedia('(pointer: coarse)').matches ? 44 : 32
/** Browsers give up on elements taller than some 17 million pixels: beyond this the scroll bar is scaled. */
const maxHeight = 10_000_000

/** The features of a city as rows: the selected ones, those a filter shows, or all. */
export function Panel() {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const entries = useModelState(state => state.entries)
  const layers = useSession(state => state.layers)
  const [chosen, setChosen] = useState<string>()
  const titleOf = useTitles()
  const cities = layers.flatMap(({ id, title }) => {
    const entry = entries?.find(candidate => candidate.id === id && candidate.kind === 'city')
    return entry ? [{ value: id, label: titleOf(entry, title) }] : []
  })
  const layer = cities.find(({ value }) => value === chosen)?.value ?? frontCity(model) ?? cities[0]?.value
  const { value: city, error } = useLoaded(
    async () => (layer === undefined ? undefined : model.cities.get(layer)),
    [model, layer],
  )
  if (error) return <Failure error={error} />
  if (!layer && entries) return <p className={classes.hint}>{t('table.empty')}</p>
  if (!city || !layer) return <Loader size="sm" aria-label={t('inspector.loading')} />
  return (
    <CityTable
      key={layer}
      layer={layer}
      city={city}
      choice={
        cities.length > 1 && (
          <Select
            aria-label={t('table.city')}
            data={cities}
            value={layer}
            allowDeselect={false}
            onChange={value => setChosen(value ?? undefined)}
          />
        )
      }
    />
  )
}

type Scope = 'all' | 'selected' | 'filtered'
interface Order {
  name: string
  descending: boolean
}

function CityTable({ layer, city, choice }: { layer: string; city: OpenCity; choice: React.ReactNode }) {
  const { t, i18n } = useTranslation('citymodel')
  const model = useModel()
  const attributes = useMemo(() => toAttributeOrder(city.manifest.attributes), [city])
  const kinds = useMemo(() => Object.keys(city.manifest.features), [city])
  const [kind, setKind] = useState<string | null>(kinds.includes('Building') ? 'Building' : null)
  const [names, setNames] = useState(() => attributes.slice(0, firstColumns).map(({ name }) => name))
  const [order, setOrder] = useState<Order>()
  const [summed, setSummed] = useState(false)
  const [scope, setScope] = useState<Scope>(() => {
    const { selected } = model.store.getState()
    return selected?.layer === layer && selected.by === 'polygon' ? 'selected' : 'all'
  })
  const { value: columns, error } = useLoaded(() => Promise.all(names.map(name => city.column(name))), [city, names])
  const rows = useRows(layer, city, scope, kind)
  const sorted = useSorted(city, rows, order)
  return (
    <div className={classes.table}>
      <div className={classes.tableBar}>
        {choice}
        <Select
          aria-label={t('attribute.kind')}
          placeholder={t('table.allKinds')}
          data={kinds.map(value => ({ value, label: toKindName(t, value) }))}
          value={kind}
          clearable
          clearButtonProps={{ 'aria-label': t('table.allKinds') }}
          onChange={setKind}
        />
        <ScopeChoice layer={layer} scope={scope} onChange={setScope} />
        <output className={classes.hint}>
          {rows && t('table.rows', { count: rows.length, formatted: rows.length.toLocaleString(i18n.language) })}
        </output>
        <IconButton
          label={t('table.statistics')}
          icon={<IconChartBar size={18} />}
          side="left"
          active={summed}
          onClick={() => setSummed(!summed)}
        />
        <ColumnMenu all={attributes.map(({ name }) => name)} names={names} onChange={setNames} />
      </div>
      {error ? (
        <Note kind="critical" title={toErrorWords(t, error).what} />
      ) : columns && sorted ? (
        <div className={classes.tableBody}>
          <Grid layer={layer} columns={columns} rows={sorted} order={order} onOrder={setOrder} />
          {summed && rows && (
            <section className={classes.tableSum} aria-label={t('table.statistics')}>
              <AreaSummary layer={layer} rows={rows} listed />
            </section>
          )}
        </div>
      ) : (
        <Loader size="sm" aria-label={t('inspector.loading')} />
      )}
    </div>
  )
}

function ScopeChoice({ layer, scope, onChange }: { layer: string; scope: Scope; onChange(scope: Scope): void }) {
  const { t } = useTranslation('citymodel')
  const selected = useModelState(state => state.selected?.layer === layer)
  const filtered = useSession(state => Boolean(findLayer(state, layer)?.filter))
  const data = [
    { value: 'all', label: t('table.all') },
    { value: 'filtered', label: t('table.filtered'), disabled: !filtered },
    { value: 'selected', label: t('table.selected'), disabled: !selected },
  ]
  return (
    <SegmentedControl
      aria-label={t('table.scope')}
      data={data}
      value={scope}
      onChange={value => onChange(value as Scope)}
    />
  )
}

function ColumnMenu({ all, names, onChange }: { all: string[]; names: string[]; onChange(names: string[]): void }) {
  const { t } = useTranslation('citymodel')
  return (
    <Menu position="bottom-end" shadow="md" closeOnItemClick={false}>
      <Menu.Target>
        <IconButton label={t('table.columns')} icon={<IconColumns3 size={18} />} side="left" />
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {all.map(name => (
          <Menu.CheckboxItem
            key={name}
            checked={names.includes(name)}
            onChange={() => onChange(all.filter(other => names.includes(other) !== (other === name)))}
          >
            {toAttributeName(t, name)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Rows of the scope and kind, in the city's order. */
function useRows(layer: string, city: OpenCity, scope: Scope, kind: string | null): Uint32Array | undefined {
  const selected = useModelState(state => (state.selected?.layer === layer ? state.selected.rows : undefined))
  const filter = useSession(state => findLayer(state, layer)?.filter)
  return useLoaded(async () => {
    const rows =
      scope === 'selected' && selected ? selected : Uint32Array.from({ length: city.rowCount }, (_, row) => row)
    const kinds = kind === null ? undefined : await city.column('kind')
    const ofKind = kinds ? rows.filter(row => isKind(kinds, row, kind)) : rows
    if (scope !== 'filtered' || !filter) return ofKind
    const needed = [...new Set(filter.rules.map(rule => rule.attribute))]
    const mask = runFilter(filter, await Promise.all(needed.map(name => city.column(name))), city.rowCount)
    return ofKind.filter(row => mask[row] === 1)
  }, [city, scope, kind, scope === 'selected' && selected, scope === 'filtered' && filter]).value
}

function isKind(kinds: Column, row: number, kind: string | null): boolean {
  if (kinds.type === 'category') return kinds.codes[row] !== missing && kinds.dictionary[kinds.codes[row]] === kind
  return cellAt(kinds, row) === kind
}

function useSorted(city: OpenCity, rows: Uint32Array | undefined, order: Order | undefined): Uint32Array | undefined {
  const { value } = useLoaded(async () => {
    if (!rows || !order) return rows
    return drainGently(runSort(await city.column(order.name), rows, order.descending))
  }, [city, rows, order])
  return value
}

/** Drives the work and gives way to the page every 10 ms. */
async function drainGently<T>(work: Generator<number, T>): Promise<T> {
  for (let started = performance.now(); ; ) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() - started < 10) continue
    await new Promise(resolve => setTimeout(resolve))
    started = performance.now()
  }
}

interface GridProps {
  layer: string
  columns: readonly Column[]
  rows: Uint32Array
  order: Order | undefined
  onOrder(order: Order): void
}

/** Only the rows in view are on the page; screen readers hear the true count and places. */
function Grid({ layer, columns, rows, order, onOrder }: GridProps) {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const selected = useModelState(state => (state.selected?.layer === layer ? state.selected.rows : undefined))
  const marked = useMemo(() => new Set(selected), [selected])
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const full = rows.length * rowHeight
  const scale = Math.max(1, full / maxHeight)
  const visible = Math.ceil((box.current?.clientHeight ?? 480) / rowHeight) + 2
  const first = Math.max(0, Math.min(Math.floor((top * scale) / rowHeight), rows.length - visible + 2))
  const shown = rows.subarray(first, first + visible)
  const select = (row: number, event: React.MouseEvent) => {
    const chosen = chooseRows(rows, selected, row, event)
    if (chosen) model.session.dispatch({ type: 'select', selection: { by: 'rows', layer, rows: chosen } })
    else void goToRow(model, layer, row).catch(error => model.say({ kind: 'failed', title: String(row), error }))
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div ref={box} className={classes.grid} tabIndex={0} onScroll={event => setTop(event.currentTarget.scrollTop)}>
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map(column => (
              <Heading key={column.name} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={Math.min(top, (first * rowHeight) / scale)} columns={columns.length} />
          {Array.from(shown, (row, i) => (
            <tr
              key={row}
              style={{ height: rowHeight }}
              aria-rowindex={first + i + 2}
              data-marked={marked.has(row) || undefined}
              // Shift would mark text, too.
              onMouseDown={event => event.shiftKey && event.preventDefault()}
              onClick={event => select(row, event)}
            >
              {columns.map((column, c) => (
                <TableCell
                  key={column.name}
                  column={column}
                  row={row}
                  onOpen={c === 0 ? event => select(row, event) : undefined}
                />
              ))}
            </tr>
          ))}
          <Spacer height={Math.max(0, (full - (first + shown.length) * rowHeight) / scale)} columns={columns.length} />
        </tbody>
      </table>
      {rows.length === 0 && <p className={classes.hint}>{t('table.noRows')}</p>}
    </div>
  )
}

/** Stands for the rows that are not on the page. */
function Spacer({ height, columns }: { height: number; columns: number }) {
  return (
    <tr className={classes.spacer} style={{ height }}>
      <td colSpan={columns} />
    </tr>
  )
}

function Heading({
  column,
  order,
  onOrder,
}: {
  column: Column
  order: Order | undefined
  onOrder(order: Order): void
}) {
  const { t } = useTranslation('citymodel')
  const own = order?.name === column.name ? order : undefined
  const unit = column.type === 'number' ? column.unit : undefined
  return (
    <th
      aria-sort={own ? (own.descending ? 'descending' : 'ascending') : 'none'}
      data-number={column.type === 'number' || undefined}
    >
      <button type="button" onClick={() => onOrder({ name: column.name, descending: own ? !own.descending : false })}>
        {toAttributeName(t, column.name)}
        {unit && <small> {unit}</small>}
        {own &&
          (own.descending ? (
            <IconSortDescending size={14} aria-hidden="true" />
          ) : (
            <IconSortAscending size={14} aria-hidden="true" />
          ))}
      </button>
    </th>
  )
}

interface TableCellProps {
  column: Column
  row: number
  onOpen: ((event: React.MouseEvent) => void) | undefined
}

function TableCell({ column, row, onOpen }: TableCellProps) {
  const { t, i18n } = useTranslation('citymodel')
  const text = toCellText(t, i18n.language, column.name, cellAt(column, row))
  return (
    <td data-number={column.type === 'number' || undefined}>
      {onOpen ? (
        <button
          type="button"
          onClick={event => {
            event.stopPropagation()
            onOpen(event)
          }}
        >
          {text}
        </button>
      ) : (
        text
      )}
    </td>
  )
}
