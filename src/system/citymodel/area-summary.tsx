import { Button, Loader } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { City } from '#model/city/city.ts'
import { Histogram } from '#ui/chart/histogram.tsx'
import classes from './citymodel.module.css'
import { useLoaded, useModel } from './context.tsx'
import { Failure } from './failure.tsx'
import { tableId } from './ids.ts'
import { type Statistics, type StatisticsColumns, type Sum, toStatistics } from './statistics.ts'
import { toKindName, toNumberText } from './words.ts'

/** What the features of an area, or of a table, add up to. */
export function AreaSummary({ layer, rows, listed = false }: { layer: string; rows: Uint32Array; listed?: boolean }) {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const { value, error } = useLoaded(async () => {
    const city = await model.cities.get(layer)
    return toStatistics(rows, await loadColumns(city))
  }, [model, layer, rows])
  if (error) return <Failure error={error} />
  if (!value) return <Loader size="sm" aria-label={t('inspector.loading')} />
  if (rows.length === 0) return <p className={classes.hint}>{t('area.empty')}</p>
  return <Summary count={rows.length} statistics={value} listed={listed} />
}

function Summary({ count, statistics, listed }: { count: number; statistics: Statistics; listed: boolean }) {
  const { t, i18n } = useTranslation('citymodel')
  const { shell } = useModel()
  const { buildings, floorArea, population, heights, kinds } = statistics
  const number = (value: number) => toNumberText(value, i18n.language)
  return (
    <article className={classes.feature}>
      <dl className={classes.figures}>
        <div>
          <dt>{t(buildings > 0 ? 'area.buildings' : 'area.features')}</dt>
          <dd>{number(buildings > 0 ? buildings : count)}</dd>
        </div>
        <Total label={t('attribute.population')} sum={population} of={buildings || count} />
        <Total label={t('attribute.floorArea')} sum={floorArea} of={buildings || count} unit="m²" />
      </dl>
      {heights && (
        <Histogram
          title={t('area.heights')}
          edges={heights.edges}
          counts={heights.counts}
          axisLabel="m"
          mark={{ value: heights.median, label: t('area.median', { value: number(heights.median) }) }}
          describeBin={(from, to, of) => t('area.bin', { from, to, number: number(of) })}
        />
      )}
      <section className={classes.attributes}>
        <h3>{t('area.kinds')}</h3>
        <dl>
          {kinds.map(([kind, of]) => (
            <div key={kind}>
              <dt>{toKindName(t, kind)}</dt>
              <dd>{number(of)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {!listed && (
        <Button
          size="xs"
          variant="light"
          leftSection={<IconTable size={16} />}
          onClick={() => shell.setState({ drawer: tableId })}
        >
          {t('area.table')}
        </Button>
      )}
    </article>
  )
}

/** A sum says how many of the buildings it knows. */
function Total({ label, sum, of, unit }: { label: string; sum: Sum; of: number; unit?: string }) {
  const { t, i18n } = useTranslation('citymodel')
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {sum.known === 0 ? '–' : Math.round(sum.total).toLocaleString(i18n.language)}
        {unit && sum.known > 0 && <small> {unit}</small>}
      </dd>
      {sum.known < of && (
        <dd className={classes.hint}>
          {t('area.known', { known: sum.known.toLocaleString(i18n.language), all: of.toLocaleString(i18n.language) })}
        </dd>
      )}
    </div>
  )
}

async function loadColumns(city: City): Promise<StatisticsColumns> {
  const names = new Set(city.manifest.attributes.map(({ name }) => name))
  const load = async (name: string) => (names.has(name) ? city.column(name) : undefined)
  // Ids are many bytes, and only needed to find the buildings that parts name.
  const [id, kind, parent, height, floorArea, population] = await Promise.all(
    [names.has('parent') ? 'id' : '', 'kind', 'parent', 'height', 'floorArea', 'population'].map(load),
  )
  return { id, kind, parent, height, floorArea, population }
}
