import { Button, Menu, Slider, UnstyledButton } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconDotsVertical,
  IconEye,
  IconEyeOff,
  IconFilter,
  IconPalette,
  IconStack2,
  IconTable,
  IconTrash,
  IconZoomScan,
} from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layer } from '#state/session/state.ts'
import { Empty } from '#ui/kit/empty.tsx'
import { IconButton } from '#ui/kit/icon-button.tsx'
import { useFrame, useSession } from '#ui/shell/context.tsx'
import { openPanel } from '#ui/shell/store.ts'
import classes from './citymodel.module.css'
import { useEntry, useModel, useModelState, useTitles } from './context.tsx'
import { FilterEditor } from './filter-editor.tsx'
import { catalogueId, tableId } from './ids.ts'
import { Legend } from './legend.tsx'
import { StyleEditor } from './style-editor.tsx'

/** What is on, topmost first; or the editor of one layer's style or filter. */
export function Panel() {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const layers = useSession(state => state.layers)
  const editing = useModelState(state => state.editing)
  const { escapes } = useFrame()
  useEffect(
    () => (editing ? escapes.push(() => model.store.setState({ editing: null })) : undefined),
    [editing, escapes, model],
  )
  const edited = layers.find(({ id }) => id === editing?.layer)
  if (edited && editing?.part === 'style') return <StyleEditor key={edited.id} layer={edited} />
  if (edited && editing?.part === 'filter') return <FilterEditor key={edited.id} layer={edited} />
  if (layers.length === 0) {
    return (
      <Empty icon={<IconStack2 size={36} stroke={1.25} />} text={t('layers.empty')}>
        <Button onClick={() => openPanel(model.shell, catalogueId)}>{t('layers.openCatalogue')}</Button>
      </Empty>
    )
  }
  return (
    <ul className={classes.list}>
      {layers.map((layer, at) => (
        <LayerCard key={layer.id} layer={layer} at={at} count={layers.length} />
      ))}
    </ul>
  )
}

function LayerCard({ layer, at, count }: { layer: Layer; at: number; count: number }) {
  const { t } = useTranslation('citymodel')
  const { session, store, flyTo } = useModel()
  const entry = useEntry(layer.id)
  const loading = useModelState(({ entries }) => entries === null)
  const titleOf = useTitles()
  const title = entry ? titleOf(entry, layer.title) : (layer.title ?? layer.id)
  const edit = (part: 'style' | 'filter') => store.setState({ editing: { layer: layer.id, part } })
  const isCity = entry?.kind === 'city'
  return (
    <li className={classes.card} data-off={!layer.visible || undefined}>
      <div className={classes.cardHead}>
        <IconButton
          label={t(layer.visible ? 'layers.hide' : 'layers.show', { title })}
          icon={layer.visible ? <IconEye size={18} /> : <IconEyeOff size={18} />}
          onClick={() => session.dispatch({ type: 'layer/show', layer: layer.id, visible: !layer.visible })}
          side="right"
        />
        <h2 title={title}>{title}</h2>
        {isCity && (
          <>
            <IconButton
              label={t('layers.style', { title })}
              icon={<IconPalette size={18} />}
              onClick={() => edit('style')}
            />
            <IconButton
              label={t('layers.filter', { title })}
              icon={<IconFilter size={18} />}
              active={layer.filter ? true : undefined}
              onClick={() => edit('filter')}
            />
          </>
        )}
        <LayerMenu
          layer={layer}
          at={at}
          count={count}
          title={title}
          onZoom={() => entry?.extent && flyTo(entry.extent, entry.manifest?.heights)}
          isCity={isCity}
        />
      </div>
      {!entry && !loading && <p className={classes.hint}>{t('layers.gone')}</p>}
      {isCity && layer.filter && (
        <UnstyledButton className={classes.chip} onClick={() => edit('filter')}>
          {t('filter.active', { count: layer.filter.rules.length })}
        </UnstyledButton>
      )}
      {isCity && layer.visible && <Opacity layer={layer} title={title} />}
      {isCity && layer.style && layer.visible && <Legend layer={layer} />}
    </li>
  )
}

function Opacity({ layer, title }: { layer: Layer; title: string }) {
  const { t } = useTranslation('citymodel')
  const { session } = useModel()
  return (
    <div className={classes.opacity}>
      <span aria-hidden="true">{t('layers.opacityShort')}</span>
      <Slider
        size="xs"
        min={0}
        max={100}
        step={5}
        value={Math.round(layer.opacity * 100)}
        label={value => `${value} %`}
        thumbLabel={t('layers.opacity', { title })}
        onChange={value => session.dispatch({ type: 'layer/opacity', layer: layer.id, opacity: value / 100 })}
      />
      <output>{Math.round(layer.opacity * 100)} %</output>
    </div>
  )
}

interface LayerMenuProps {
  layer: Layer
  at: number
  count: number
  title: string
  isCity: boolean
  onZoom(): void
}

function LayerMenu({ layer, at, count, title, isCity, onZoom }: LayerMenuProps) {
  const { t } = useTranslation('citymodel')
  const { session, shell } = useModel()
  const move = (to: number) => session.dispatch({ type: 'layer/move', layer: layer.id, to })
  return (
    <Menu position="bottom-end" shadow="md" width={220}>
      <Menu.Target>
        <IconButton label={t('layers.more', { title })} icon={<IconDotsVertical size={18} />} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconZoomScan size={16} />} onClick={onZoom}>
          {t('layers.zoom')}
        </Menu.Item>
        {isCity && (
          <Menu.Item leftSection={<IconTable size={16} />} onClick={() => shell.setState({ drawer: tableId })}>
            {t('table.title')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconArrowUp size={16} />} disabled={at === 0} onClick={() => move(at - 1)}>
          {t('layers.up')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={16} />} disabled={at === count - 1} onClick={() => move(at + 1)}>
          {t('layers.down')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash size={16} />}
          onClick={() => session.dispatch({ type: 'layer/remove', layer: layer.id })}
        >
          {t('layers.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
