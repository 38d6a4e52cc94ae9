import { Button, Checkbox, NumberInput, SegmentedControl, Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '#model/city/table.ts'
import { type BreakMethod, toBreaks } from '#model/style/breaks.ts'
import { classColors } from '#model/style/colors.ts'
import { categoryPalettes, paletteColors, rampColors, sequentialRamps } from '#model/style/palette.ts'
import type { CategoricalStyle, SequentialStyle, Style } from '#model/style/style.ts'
import { suggestCategorical, suggestSequential, suggestStyle } from '#model/style/suggest.ts'
import type { Layer } from '#state/session/state.ts'
import { Surface } from '#ui/kit/surface.tsx'
import classes from './citymodel.module.css'
import { useColumn, useEntry, useModel, useTitles } from './context.tsx'
import { toAttributeName, toAttributeOrder, toValueName } from './words.ts'

/** Colours of a layer by an attribute. Every change is drawn at once and can be undone. */
export function StyleEditor({ layer }: { layer: Layer }) {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const entry = useEntry(layer.id)
  const titleOf = useTitles()
  const column = useColumn(layer.id, layer.style?.attribute)
  const setStyle = (style: Style | null) => void model.session.dispatch({ type: 'layer/style', layer: layer.id, style })
  const chooseAttribute = async (name: string | null) => {
    if (name === null) return setStyle(null)
    const chosen = await (await model.cities.get(layer.id)).column(name)
    setStyle(suggestStyle(chosen))
  }
  const options = toAttributeOrder(entry?.manifest?.attributes ?? [])
    .filter(({ type, name }) => type !== 'text' || name === layer.style?.attribute)
    .map(({ name, unit }) => ({ value: name, label: toAttributeName(t, name) + (unit ? ` (${unit})` : '') }))
  return (
    <Surface
      title={t('style.title', { title: entry ? titleOf(entry, layer.title) : layer.id })}
      back={{ label: t('style.back'), run: () => model.store.setState({ editing: null }) }}
    >
      <div className={classes.form}>
        <Select
          label={t('style.attribute')}
          placeholder={t('style.none')}
          description={t('style.attributeHelp')}
          data={options}
          value={layer.style?.attribute ?? null}
          onChange={value => void chooseAttribute(value)}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('style.clear') }}
          nothingFoundMessage={t('style.nothing')}
        />
        {layer.style && column && (
          <>
            {column.type === 'number' && (
              <SegmentedControl
                fullWidth
                aria-label={t('style.kind')}
                value={layer.style.type}
                data={[
                  { value: 'sequential', label: t('style.sequential') },
                  { value: 'categorical', label: t('style.categorical') },
                ]}
                onChange={type =>
                  setStyle(type === 'sequential' ? suggestSequential(column) : suggestCategorical(column))
                }
              />
            )}
            {layer.style.type === 'sequential' ? (
              <SequentialEditor style={layer.style} column={column} onChange={setStyle} />
            ) : (
              <CategoricalEditor style={layer.style} column={column} onChange={setStyle} />
            )}
            <Button variant="default" onClick={() => setStyle(null)}>
              {t('style.clear')}
            </Button>
          </>
        )}
      </div>
    </Surface>
  )
}

interface EditorProps<S> {
  style: S
  column: Column
  onChange(style: Style): void
}

const methods = ['quantile', 'equal', 'natural', 'manual'] as const

function SequentialEditor({ style, column, onChange }: EditorProps<SequentialStyle>) {
  const { t } = useTranslation('citymodel')
  const count = style.breaks.length + 1
  const cut = (method: BreakMethod, classCount: number) =>
    onChange({ ...style, method, breaks: column.type === 'number' ? toBreaks(column.values, method, classCount) : [] })
  return (
    <>
      <RampChoice style={style} onChange={onChange} />
      <Select
        label={t('style.method')}
        data={methods.map(value => ({ value, label: t(`style.methods.${value}`) }))}
        value={style.method}
        allowDeselect={false}
        onChange={method =>
          method === 'manual' ? onChange({ ...style, method }) : cut((method ?? 'quantile') as BreakMethod, count)
        }
      />
      {style.method !== 'manual' && (
        <NumberInput
          label={t('style.classes')}
          min={2}
          max={9}
          clampBehavior="strict"
          value={count}
          onChange={value => typeof value === 'number' && style.method !== 'manual' && cut(style.method, value)}
        />
      )}
      <BreakEditor style={style} onChange={onChange} />
    </>
  )
}

function RampChoice({ style, onChange }: { style: SequentialStyle; onChange(style: Style): void }) {
  const { t } = useTranslation('citymodel')
  return (
    <fieldset className={classes.ramps}>
      <legend>{t('style.ramp')}</legend>
      {sequentialRamps.map(ramp => (
        <label key={ramp}>
          <input type="radio" name="ramp" checked={style.ramp === ramp} onChange={() => onChange({ ...style, ramp })} />
          <span className={classes.ramp}>
            {rampColors(ramp, 9, style.reversed).map(color => (
              <i key={color} style={{ background: color }} />
            ))}
          </span>
          <span>{t(`style.ramps.${ramp}`)}</span>
        </label>
      ))}
      <Checkbox
        label={t('style.reversed')}
        checked={style.reversed}
        onChange={event => onChange({ ...style, reversed: event.currentTarget.checked })}
      />
    </fieldset>
  )
}

/** One number field a break. A value that would not rise is refused where it is typed. */
function BreakEditor({ style, onChange }: { style: SequentialStyle; onChange(style: Style): void }) {
  const { t } = useTranslation('citymodel')
  const colors = classColors(style)
  const set = (at: number, value: number) => {
    const { breaks } = style
    if ((at > 0 && value <= breaks[at - 1]) || (at < breaks.length - 1 && value >= breaks[at + 1])) return
    onChange({ ...style, method: 'manual', breaks: breaks.with(at, value) })
  }
  if (style.breaks.length === 0) return <p className={classes.hint}>{t('style.oneValue')}</p>
  return (
    <fieldset className={classes.breaks}>
      <legend>{t('style.breaks')}</legend>
      {style.breaks.map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a break is its place; keyed by value, the field would lose focus as one types
        <div key={i}>
          <span className={classes.swatch} style={{ background: colors[i] }} />
          <span aria-hidden="true">&lt;</span>
          <NumberInput
            aria-label={t('style.break', { count: i + 1 })}
            value={value}
            hideControls
            onChange={next => typeof next === 'number' && Number.isFinite(next) && set(i, next)}
          />
        </div>
      ))}
      <div>
        <span className={classes.swatch} style={{ background: colors[colors.length - 1] }} />
        <span aria-hidden="true">≥</span>
        <span>{style.breaks[style.breaks.length - 1]}</span>
      </div>
    </fieldset>
  )
}

function CategoricalEditor({ style, column, onChange }: EditorProps<CategoricalStyle>) {
  const { t } = useTranslation('citymodel')
  const suggested = useMemo(() => suggestCategorical(column, style.palette), [column, style.palette])
  return (
    <>
      <Select
        label={t('style.palette')}
        data={categoryPalettes.map(value => ({ value, label: t(`style.palettes.${value}`) }))}
        value={style.palette}
        allowDeselect={false}
        onChange={palette => palette && onChange(recolor(style, palette as CategoricalStyle['palette']))}
      />
      <fieldset className={classes.breaks}>
        <legend>{t('style.colors')}</legend>
        {style.classes.map((entry, i) => (
          <label key={entry.value}>
            <input
              type="color"
              value={entry.color}
              aria-label={t('style.colorOf', { value: toValueName(t, style.attribute, entry.value) })}
              onChange={event =>
                onChange({ ...style, classes: style.classes.with(i, { ...entry, color: event.currentTarget.value }) })
              }
            />
            <span>{toValueName(t, style.attribute, entry.value)}</span>
          </label>
        ))}
      </fieldset>
      <Button variant="subtle" onClick={() => onChange(suggested)}>
        {t('style.resetColors')}
      </Button>
    </>
  )
}

function recolor(style: CategoricalStyle, palette: CategoricalStyle['palette']): CategoricalStyle {
  const colors = paletteColors(palette)
  const recolored = style.classes.slice(0, colors.length).map((entry, i) => ({ ...entry, color: colors[i] }))
  return { ...style, palette, classes: recolored }
}
