import {
  IconBuildingCommunity,
  IconDatabase,
  IconInfoCircle,
  IconLasso,
  IconMarquee2,
  IconStack2,
  IconTable,
  IconViewfinder,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Action, Contribution, View } from '#ui/shell/contribution.tsx'
import { toggleDrawer } from '#ui/shell/store.ts'
import { boxCorners, selectScreenPolygon } from './area.ts'
import { catalogueId, inspectorId, tableId } from './ids.ts'
import type { CityModel } from './model.ts'
import { createEntrySearch, createFeatureSearch, type SearchWords } from './search.ts'

/** What the city models add to the frame. */
export function createCityModelContribution(model: CityModel, words: () => SearchWords): Contribution {
  const bind = async (panel: Promise<{ Panel: ComponentType }>) => {
    const [{ withModel }, { Panel }] = await Promise.all([import('./context.tsx'), panel])
    return withModel(model, Panel)
  }
  const clearSelection = () => void model.session.dispatch({ type: 'select', selection: null })
  const table: View = {
    id: tableId,
    title: 'citymodel:table.title',
    icon: IconTable,
    load: () => bind(import('./panel-table.tsx')),
  }
  return {
    id: 'citymodel',
    locale: { zh: () => import('./locale/zh.json'), en: () => import('./locale/en.json') },
    panels: [
      {
        id: 'citymodel.layers',
        title: 'citymodel:layers.title',
        icon: IconStack2,
        load: () => bind(import('./panel-layers.tsx')),
      },
      {
        id: catalogueId,
        title: 'citymodel:catalogue.title',
        icon: IconDatabase,
        load: () => bind(import('./panel-catalogue.tsx')),
      },
    ],
    cards: [
      {
        id: inspectorId,
        title: 'citymodel:inspector.title',
        icon: IconInfoCircle,
        onClose: clearSelection,
        load: () => bind(import('./panel-inspector.tsx')),
      },
    ],
    drawers: [table],
    overlays: [
      { id: 'citymodel.intake', title: 'citymodel:import.title', load: () => bind(import('./panel-intake.tsx')) },
      {
        id: 'citymodel.draw',
        title: 'citymodel:select.polygon',
        icon: IconBuildingCommunity,
        load: () => bind(import('./panel-draw.tsx')),
      },
    ],
    actions: createActions(model),
    search: [createFeatureSearch(model, words), createEntrySearch(model, words)],
  }
}

function createActions(model: CityModel): Action[] {
  const { store, shell } = model
  const tool = (name: 'box' | 'polygon', icon: Action['icon'], shortcut: string): Action => ({
    id: `select-${name}`,
    title: `citymodel:select.${name}`,
    icon,
    shortcut,
    place: 'select',
    isActive: () => store.getState().tool === name,
    isEnabled: () => shell.getState().controls !== null,
    subscribe: listener => both(store.subscribe(listener), shell.subscribe(listener)),
    run: () => store.setState(({ tool: current }) => ({ tool: current === name ? null : name })),
  })
  return [
    tool('box', IconMarquee2, 'b'),
    tool('polygon', IconLasso, 'p'),
    {
      id: 'select-view',
      title: 'citymodel:select.view',
      icon: IconViewfinder,
      shortcut: 'v',
      place: 'select',
      isEnabled: () => shell.getState().controls !== null,
      subscribe: shell.subscribe,
      run: () => selectView(model),
    },
    {
      id: 'table',
      title: 'citymodel:table.title',
      icon: IconTable,
      shortcut: 'a',
      place: 'select',
      isActive: () => shell.getState().drawer === tableId,
      subscribe: shell.subscribe,
      run: () => toggleDrawer(shell, tableId),
    },
  ]
}

/** What is in view, also by keyboard: from the top of the page while the sky is in it, from lower and lower down. */
function selectView(model: CityModel): void {
  const { innerWidth: width, innerHeight: height } = window
  const found = [0.02, 0.2, 0.35, 0.5, 0.65].some(top =>
    selectScreenPolygon(model, boxCorners(width * 0.02, height * top, width * 0.98, height * 0.98)),
  )
  if (!found) model.store.setState({ tool: null })
}

const both = (a: () => void, b: () => void) => () => {
  a()
  b()
}
