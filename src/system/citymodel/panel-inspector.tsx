import { Button, CopyButton, Loader } from '@mantine/core'
import { IconCheck, IconCopy, IconTable, IconZoomScan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Cell } from '#model/city/table.ts'
import { attributes as vocabulary } from '#model/city/vocabulary.ts'
import { IconButton } from '#ui/kit/icon-button.tsx'
import { AreaSummary } from './area-summary.tsx'
import classes from './citymodel.module.css'
import { useEntry, useLoaded, useModel, useModelState, useTitles } from './context.tsx'
import { Failure } from './failure.tsx'
import { tableId } from './ids.ts'
import { goToRow } from './search.ts'
import { toAttributeName, toCellText } from './words.ts'

/** What is selected: all that is known of one feature, or what an area adds up to. */
export function Panel() {
  const { t } = useTranslation('citymodel')
  const selected = useModelState(state => state.selected)
  if (!selected) return <p className={classes.hint}>{t('inspector.nothing')}</p>
  if (selected.by === 'rows' && selected.rows.length === 1)
    return <Feature key={`${selected.layer} ${selected.rows[0]}`} layer={selected.layer} row={selected.rows[0]} />
  return <AreaSummary layer={selected.layer} rows={selected.rows} />
}

type Attributes = [name: string, value: Cell][]

function Feature({ layer, row }: { layer: string; row: number }) {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const { value, error } = useLoaded(async () => (await model.cities.get(layer)).attributes(row), [model, layer, row])
  if (error) return <Failure error={error} />
  if (!value) return <Loader size="sm" aria-label={t('inspector.loading')} />
  return <FeatureCard layer={layer} row={row} attributes={value} />
}

function FeatureCard({ layer, row, attributes }: { layer: string; row: number; attributes: Attributes }) {
  const { t, i18n } = useTranslation('citymodel')
  const model = useModel()
  const entry = useEntry(layer)
  const titleOf = useTitles()
  const cell = (name: string) => attributes.find(([own]) => own === name)?.[1]
  const name = cell(i18n.language.startsWith('zh') ? 'name:zh' : 'name:en') ?? cell('name')
  const kind = toCellText(t, i18n.language, 'kind', cell('kind'))
  const use = cell('use')
  const known = new Set<string>(vocabulary.map(attribute => attribute.name))
  const own = attributes.filter(([attribute]) => known.has(attribute))
  const others = attributes.filter(([attribute]) => !known.has(attribute))
  const source = [
    ...new Set((entry?.manifest?.sources ?? []).map(({ attribution, name: file }) => attribution ?? file)),
  ]
  return (
    <article className={classes.feature}>
      <header>
        <h3>{name === undefined ? `${kind} ${cell('id') ?? ''}` : String(name)}</h3>
        <p className={classes.hint}>
          {[kind, use === undefined ? undefined : toCellText(t, i18n.language, 'use', use), entry && titleOf(entry)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      <div className={classes.row}>
        <Button
          size="xs"
          variant="light"
          leftSection={<IconZoomScan size={16} />}
          onClick={() => void goToRow(model, layer, row)}
        >
          {t('layers.zoom')}
        </Button>
        <CopyButton value={toText(attributes)}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {t(copied ? 'inspector.copied' : 'inspector.copy')}
            </Button>
          )}
        </CopyButton>
        <IconButton
          label={t('table.title')}
          icon={<IconTable size={18} />}
          onClick={() => model.shell.setState({ drawer: tableId })}
        />
      </div>
      <AttributeList title={t('inspector.common')} rows={own} layer={layer} />
      <AttributeList title={t('inspector.source')} rows={others} layer={layer} />
      {source.length > 0 && <p className={classes.source}>{t('legend.source', { source: source.join(' · ') })}</p>}
    </article>
  )
}

function AttributeList({ title, rows, layer }: { title: string; rows: Attributes; layer: string }) {
  const { t, i18n } = useTranslation('citymodel')
  const units = useEntry(layer)?.manifest?.attributes
  if (rows.length === 0) return null
  return (
    <section className={classes.attributes}>
      <h3>{title}</h3>
      <dl>
        {rows.map(([name, value]) => {
          const unit = typeof value === 'number' ? units?.find(attribute => attribute.name === name)?.unit : undefined
          return (
            <div key={name}>
              <dt>{toAttributeName(t, name)}</dt>
              <dd>
                {toCellText(t, i18n.language, name, value)}
                {unit && <small> {unit}</small>}
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}

/** Name and value a line, tab between: a spreadsheet takes it as two columns. */
function toText(attributes: Attributes): string {
  return attributes.map(([name, value]) => `${name}\t${value ?? ''}`).join('\n')
}
