import { Button, FileButton, Menu, Text } from '@mantine/core'
import {
  IconBuildingCommunity,
  IconCube,
  IconDatabase,
  IconDotsVertical,
  IconDownload,
  IconEye,
  IconEyeOff,
  IconFileUpload,
  IconLink,
  IconMountain,
  IconTrash,
  IconZoomScan,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findLayer } from '#state/session/state.ts'
import { Empty } from '#ui/kit/empty.tsx'
import { IconButton } from '#ui/kit/icon-button.tsx'
import { Task } from '#ui/kit/task.tsx'
import { useSession } from '#ui/shell/context.tsx'
import classes from './citymodel.module.css'
import { useModel, useModelState, useTitles } from './context.tsx'
import { type CityEntry, exportFormats } from './importer.ts'
import type { Job } from './jobs.ts'
import { Notices } from './notices.tsx'
import { UrlForm } from './url-form.tsx'
import { toBytesText, toDurationText, toKindName, toTerms } from './words.ts'

/** What there is: the demo city, what was imported, and what is being read; and the ways to bring more. */
export function Panel() {
  const { t } = useTranslation('citymodel')
  const entries = useModelState(state => state.entries)
  const jobs = useModelState(state => state.jobs)
  return (
    <div className={classes.panel}>
      <AddData />
      {jobs.map(job => (
        <JobCard key={job.id} job={job} />
      ))}
      {entries?.length === 0 && jobs.length === 0 && (
        <Empty icon={<IconDatabase size={36} stroke={1.25} />} text={t('catalogue.empty')} />
      )}
      <ul className={classes.list}>
        {entries?.map(entry => (
          <EntryCard key={entry.id} entry={entry} />
        ))}
      </ul>
    </div>
  )
}

function AddData() {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const [asking, setAsking] = useState(false)
  const addFiles = (files: File[]) => {
    if (files.length > 0) void model.import({ files: files.map(file => ({ file, path: file.name })) })
  }
  return (
    <div className={classes.add}>
      <div className={classes.row}>
        <FileButton onChange={addFiles} multiple inputProps={{ 'aria-label': t('catalogue.choose'), tabIndex: -1 }}>
          {props => (
            <Button {...props} leftSection={<IconFileUpload size={18} />}>
              {t('catalogue.choose')}
            </Button>
          )}
        </FileButton>
        <Button
          variant="light"
          leftSection={<IconLink size={18} />}
          aria-expanded={asking}
          onClick={() => setAsking(!asking)}
        >
          {t('catalogue.url')}
        </Button>
      </div>
      {asking && <UrlForm onDone={() => setAsking(false)} />}
      <p className={classes.hint}>{t('catalogue.drop')}</p>
    </div>
  )
}

function JobCard({ job }: { job: Job }) {
  const { t } = useTranslation('citymodel')
  const phase = job.phase ? t(`phase.${job.phase}`) : t('phase.start')
  const left = job.secondsLeft === null ? '' : ` · ${toDurationText(t, job.secondsLeft)}`
  return (
    <Task
      title={job.title}
      fraction={job.fraction}
      detail={phase + left}
      cancelLabel={t('job.cancel', { title: job.title })}
      onCancel={job.cancel}
    />
  )
}

const icons = { city: IconBuildingCommunity, tileset: IconCube, model: IconCube, terrain: IconMountain }

function EntryCard({ entry }: { entry: CityEntry }) {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const titleOf = useTitles()
  const visible = useSession(state => findLayer(state, entry.id)?.visible ?? false)
  const title = titleOf(entry)
  const Icon = icons[entry.kind]
  const toggle = () =>
    visible ? void model.session.dispatch({ type: 'layer/show', layer: entry.id, visible: false }) : model.show(entry)
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <span className={classes.kind}>
          <Icon size={20} aria-hidden="true" />
        </span>
        <h2 title={title}>{title}</h2>
        <IconButton
          label={t(visible ? 'layers.hide' : 'layers.show', { title })}
          icon={visible ? <IconEye size={18} /> : <IconEyeOff size={18} />}
          active={visible}
          onClick={toggle}
        />
        <EntryMenu entry={entry} title={title} />
      </div>
      <EntryFacts entry={entry} />
      {entry.manifest && <Notices manifest={entry.manifest} />}
    </li>
  )
}

function EntryFacts({ entry }: { entry: CityEntry }) {
  const { t, i18n } = useTranslation('citymodel')
  const number = (value: number) => value.toLocaleString(i18n.language)
  const counts = Object.entries(entry.manifest?.features ?? {}).sort(([, a], [, b]) => b - a)
  const facts = [
    t(`origin.${entry.kind === 'city' ? entry.origin : entry.kind}`),
    ...(entry.bytes > 0 ? [toBytesText(entry.bytes, i18n.language)] : []),
    ...(entry.added > 0 ? [new Date(entry.added).toLocaleDateString(i18n.language)] : []),
  ]
  const attribution =
    entry.attribution ?? [...new Set(entry.manifest?.sources.flatMap(source => toTerms(source) ?? []))].join(' · ')
  return (
    <>
      <p className={classes.hint}>{facts.join(' · ')}</p>
      {counts.length > 0 && (
        <dl className={classes.counts}>
          {counts.slice(0, 6).map(([kind, count]) => (
            <div key={kind}>
              <dt>{toKindName(t, kind)}</dt>
              <dd>{number(count)}</dd>
            </div>
          ))}
        </dl>
      )}
      {attribution && (
        <Text component="p" className={classes.source}>
          {t('legend.source', { source: attribution })}
        </Text>
      )}
    </>
  )
}

function EntryMenu({ entry, title }: { entry: CityEntry; title: string }) {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  return (
    <Menu position="bottom-end" shadow="md" width={220}>
      <Menu.Target>
        <IconButton label={t('layers.more', { title })} icon={<IconDotsVertical size={18} />} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconZoomScan size={16} />} onClick={() => model.show(entry)}>
          {t('layers.zoom')}
        </Menu.Item>
        {entry.kind === 'city' &&
          exportFormats.map(format => (
            <Menu.Item
              key={format}
              leftSection={<IconDownload size={16} />}
              onClick={() => void model.export(entry, format)}
            >
              {t(`export.${format}`)}
            </Menu.Item>
          ))}
        {entry.removable && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconTrash size={16} />}
              color="var(--critical)"
              onClick={() => model.remove(entry)}
            >
              {t('catalogue.remove')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
