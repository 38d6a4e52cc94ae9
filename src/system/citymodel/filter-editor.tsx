import { Button, MultiSelect, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconFilter, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Comparison, comparisons, type Filter, type FilterRule, runFilter } from '#model/style/filter.ts'
import { countValues } from '#model/style/suggest.ts'
import type { Layer } from '#state/session/state.ts'
import { Empty } from '#ui/kit/empty.tsx'
import { IconButton } from '#ui/kit/icon-button.tsx'
import { Surface } from '#ui/kit/surface.tsx'
import classes from './citymodel.module.css'
import { useColumn, useEntry, useLoaded, useModel, useTitles } from './context.tsx'
import { toAttributeName, toAttributeOrder, toValueName } from './words.ts'

type Attribute = { name: string; type: 'number' | 'category' | 'text'; unit?: string }

/** Which features of a layer are shown. Every change is drawn at once and can be undone. */
export function FilterEditor({ layer }: { layer: Layer }) {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const entry = useEntry(layer.id)
  const titleOf = useTitles()
  const attributes: Attribute[] = toAttributeOrder(entry?.manifest?.attributes ?? [])
  const filter: Filter = layer.filter ?? { match: 'all', rules: [] }
  const set = (next: Filter) =>
    void model.session.dispatch({
      type: 'layer/filter',
      layer: layer.id,
      filter: next.rules.length === 0 ? null : next,
    })
  const add = () => {
    const first = attributes.find(({ type }) => type === 'number') ?? attributes[0]
    if (first) set({ ...filter, rules: [...filter.rules, createRule(first)] })
  }
  return (
    <Surface
      title={t('filter.title', { title: entry ? titleOf(entry, layer.title) : layer.id })}
      back={{ label: t('style.back'), run: () => model.store.setState({ editing: null }) }}
    >
      {filter.rules.length === 0 ? (
        <Empty icon={<IconFilter size={36} stroke={1.25} />} text={t('filter.empty')}>
          <Button onClick={add}>{t('filter.add')}</Button>
        </Empty>
      ) : (
        <div className={classes.form}>
          {filter.rules.length > 1 && (
            <SegmentedControl
              fullWidth
              aria-label={t('filter.match')}
              value={filter.match}
              data={[
                { value: 'all', label: t('filter.all') },
                { value: 'any', label: t('filter.any') },
              ]}
              onChange={match => set({ ...filter, match: match === 'any' ? 'any' : 'all' })}
            />
          )}
          {filter.rules.map((rule, i) => (
            <RuleEditor
              // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place; keyed by content, the field would lose focus as one types
              key={i}
              layer={layer.id}
              rule={rule}
              attributes={attributes}
              onChange={next => set({ ...filter, rules: filter.rules.with(i, next) })}
              onRemove={() => set({ ...filter, rules: filter.rules.toSpliced(i, 1) })}
            />
          ))}
          <Button variant="light" leftSection={<IconPlus size={16} />} onClick={add}>
            {t('filter.add')}
          </Button>
          <FilterCount layer={layer} />
          <Button variant="default" onClick={() => set({ match: 'all', rules: [] })}>
            {t('filter.clear')}
          </Button>
        </div>
      )}
    </Surface>
  )
}

function FilterCount({ layer }: { layer: Layer }) {
  const { t, i18n } = useTranslation('citymodel')
  const model = useModel()
  const { value } = useLoaded(async () => {
    if (!layer.filter) return undefined
    const city = await model.cities.get(layer.id)
    const names = [...new Set(layer.filter.rules.map(rule => rule.attribute))]
    const columns = await Promise.all(names.map(name => city.column(name)))
    const mask = runFilter(layer.filter, columns, city.rowCount)
    return { shown: mask.reduce((sum, bit) => sum + bit, 0), all: city.rowCount }
  }, [model, layer.id, layer.filter])
  return (
    <output className={classes.hint}>
      {value &&
        t('filter.count', {
          shown: value.shown.toLocaleString(i18n.language),
          all: value.all.toLocaleString(i18n.language),
        })}
    </output>
  )
}

interface RuleEditorProps {
  layer: string
  rule: FilterRule
  attributes: readonly Attribute[]
  onChange(rule: FilterRule): void
  onRemove(): void
}

function RuleEditor({ layer, rule, attributes, onChange, onRemove }: RuleEditorProps) {
  const { t } = useTranslation('citymodel')
  const attribute = attributes.find(({ name }) => name === rule.attribute)
  return (
    <fieldset className={classes.rule}>
      <div className={classes.row}>
        <Select
          aria-label={t('style.attribute')}
          searchable
          allowDeselect={false}
          data={attributes.map(({ name }) => ({ value: name, label: toAttributeName(t, name) }))}
          value={rule.attribute}
          onChange={name => {
            const chosen = attributes.find(option => option.name === name)
            if (chosen && chosen.name !== rule.attribute) onChange(createRule(chosen))
          }}
        />
        <IconButton label={t('filter.remove')} icon={<IconTrash size={18} />} onClick={onRemove} side="left" />
      </div>
      <Select
        aria-label={t('filter.comparison')}
        allowDeselect={false}
        data={operators(attribute?.type ?? 'text').map(value => ({ value, label: t(`filter.operators.${value}`) }))}
        value={operatorOf(rule)}
        onChange={value => value && onChange(withOperator(rule, value as Operator))}
      />
      <RuleValue layer={layer} rule={rule} unit={attribute?.unit} onChange={onChange} />
    </fieldset>
  )
}

interface RuleValueProps {
  layer: string
  rule: FilterRule
  unit: string | undefined
  onChange(rule: FilterRule): void
}

function RuleValue({ layer, rule, unit, onChange }: RuleValueProps) {
  const { t } = useTranslation('citymodel')
  switch (rule.type) {
    case 'number':
      return (
        <NumberInput
          aria-label={t('filter.value')}
          value={rule.value}
          suffix={unit && ` ${unit}`}
          onChange={value => typeof value === 'number' && Number.isFinite(value) && onChange({ ...rule, value })}
        />
      )
    case 'one-of':
      return <ValueChoice layer={layer} rule={rule} onChange={onChange} />
    case 'contains':
      return (
        <TextInput
          aria-label={t('filter.value')}
          placeholder={t('filter.text')}
          value={rule.text}
          onChange={event => onChange({ ...rule, text: event.currentTarget.value })}
        />
      )
    case 'present':
      return null
  }
}

function ValueChoice({
  layer,
  rule,
  onChange,
}: {
  layer: string
  rule: FilterRule & { type: 'one-of' }
  onChange(rule: FilterRule): void
}) {
  const { t } = useTranslation('citymodel')
  const column = useColumn(layer, rule.attribute)
  const data = useMemo(
    () =>
      column
        ? countValues(column).map(([value, count]) => ({
            value,
            label: `${toValueName(t, rule.attribute, value)} (${count})`,
          }))
        : rule.values,
    [column, rule.attribute, rule.values, t],
  )
  return (
    <MultiSelect
      aria-label={t('filter.value')}
      placeholder={rule.values.length === 0 ? t('filter.values') : undefined}
      data={data}
      value={rule.values}
      searchable
      limit={100}
      onChange={values => onChange({ ...rule, values })}
    />
  )
}

/** Names of the comparisons, in their order, as keys of the locale files. */
const operatorNames = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const
type Operator = (typeof operatorNames)[number] | 'oneOf' | 'contains' | 'present' | 'absent'

function operators(type: Attribute['type']): Operator[] {
  const own: Operator[] =
    type === 'number' ? [...operatorNames] : type === 'category' ? ['oneOf', 'contains'] : ['contains']
  return [...own, 'present', 'absent']
}

function operatorOf(rule: FilterRule): Operator {
  switch (rule.type) {
    case 'number':
      return operatorNames[comparisons.indexOf(rule.comparison)]
    case 'one-of':
      return 'oneOf'
    case 'contains':
      return 'contains'
    case 'present':
      return rule.present ? 'present' : 'absent'
  }
}

const signs: Record<(typeof operatorNames)[number], Comparison> = {
  eq: '=',
  ne: '≠',
  lt: '<',
  le: '≤',
  gt: '>',
  ge: '≥',
}

function withOperator(rule: FilterRule, operator: Operator): FilterRule {
  const { attribute } = rule
  switch (operator) {
    case 'oneOf':
      return { type: 'one-of', attribute, values: [] }
    case 'contains':
      return { type: 'contains', attribute, text: '' }
    case 'present':
    case 'absent':
      return { type: 'present', attribute, present: operator === 'present' }
    default:
      return { type: 'number', attribute, comparison: signs[operator], value: rule.type === 'number' ? rule.value : 0 }
  }
}

function createRule({ name, type }: Attribute): FilterRule {
  if (type === 'number') return { type: 'number', attribute: name, comparison: '≥', value: 0 }
  return type === 'category'
    ? { type: 'one-of', attribute: name, values: [] }
    : { type: 'contains', attribute: name, text: '' }
}
