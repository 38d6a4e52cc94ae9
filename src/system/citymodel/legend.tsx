import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '#model/city/table.ts'
import { classColors, toClasses } from '#model/style/colors.ts'
import type { SequentialStyle, Style } from '#model/style/style.ts'
import type { Layer } from '#state/session/state.ts'
import classes from './citymodel.module.css'
import { useColumn, useEntry } from './context.tsx'
import { toAttributeName, toNumberText, toValueName } from './words.ts'

/** What the colours of a layer mean: attribute, unit, classes with their numbers of features, source. */
export function Legend({ layer }: { layer: Layer }) {
  const { t, i18n } = useTranslation('citymodel')
  const entry = useEntry(layer.id)
  const column = useColumn(layer.id, layer.style?.attribute)
  if (!layer.style) return null
  const { style } = layer
  const unit = entry?.manifest?.attributes.find(({ name }) => name === style.attribute)?.unit
  const sources = entry?.manifest?.sources.map(({ attribution, name }) => attribution ?? name) ?? []
  return (
    <figure className={classes.legend}>
      <figcaption>
        {toAttributeName(t, style.attribute)}
        {unit && <small> ({unit})</small>}
      </figcaption>
      <LegendRows style={style} column={column} language={i18n.language} />
      {sources.length > 0 && (
        <small className={classes.source}>{t('legend.source', { source: [...new Set(sources)].join(' · ') })}</small>
      )}
    </figure>
  )
}

function LegendRows({ style, column, language }: { style: Style; column: Column | undefined; language: string }) {
  const { t } = useTranslation('citymodel')
  const counts = useMemo(() => (column ? countClasses(style, column) : undefined), [style, column])
  const rows =
    style.type === 'sequential'
      ? toRanges(style, language).map((label, i) => ({ label, color: classColors(style)[i] }))
      : style.classes.map(({ value, color }) => ({ label: toValueName(t, style.attribute, value), color }))
  const rest = [
    ...(style.type === 'categorical' ? [{ label: t('legend.other'), color: style.other }] : []),
    { label: t('legend.missing'), color: style.missing },
  ]
  return (
    <ul>
      {[...rows, ...rest].map(({ label, color }, i) =>
        i >= rows.length && counts?.[i] === 0 ? null : (
          <li key={label}>
            <span className={classes.swatch} style={{ background: color }} />
            <span>{label}</span>
            {counts && <small>{counts[i].toLocaleString(language)}</small>}
          </li>
        ),
      )}
    </ul>
  )
}

function countClasses(style: Style, column: Column): number[] {
  const classesOfRows = toClasses(style, column)
  const count = style.type === 'sequential' ? style.breaks.length + 2 : style.classes.length + 2
  const counts = new Array<number>(count).fill(0)
  for (const index of classesOfRows) counts[index]++
  return counts
}

/** `< 10`, `10 – 20`, `≥ 20`. */
export function toRanges({ breaks, attribute }: SequentialStyle, language: string): string[] {
  const text = (value: number) => toNumberText(value, language, !/year/i.test(attribute))
  if (breaks.length === 0) return ['–']
  const between = breaks.slice(1).map((high, i) => `${text(breaks[i])} – ${text(high)}`)
  return [`< ${text(breaks[0])}`, ...between, `≥ ${text(breaks[breaks.length - 1])}`]
}
