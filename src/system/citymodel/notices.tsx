import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CityManifest } from '#model/city/manifest.ts'
import classes from './citymodel.module.css'
import { toNoticeText } from './words.ts'

/** What was left out, mended or estimated when the city was read: counted, each with an example to look up. */
export function Notices({ manifest }: { manifest: CityManifest }) {
  const { t, i18n } = useTranslation('citymodel')
  if (manifest.notices.length === 0) return null
  const total = manifest.notices.reduce((sum, { count }) => sum + count, 0)
  return (
    <details className={classes.notices}>
      <summary>
        <IconAlertTriangle size={16} aria-hidden="true" />
        {t('notice.summary', { count: total, formatted: total.toLocaleString(i18n.language) })}
        {manifest.quarantined > 0 && <span> · {t('notice.quarantined', { count: manifest.quarantined })}</span>}
      </summary>
      <ul>
        {manifest.notices.map(({ code, count, example, quarantined }) => (
          <li key={`${code} ${quarantined}`}>
            <strong>{count.toLocaleString(i18n.language)}</strong> {toNoticeText(t, code)}
            {quarantined && <em> · {t('notice.left')}</em>}
            <small>{t('notice.example', { example })}</small>
          </li>
        ))}
      </ul>
    </details>
  )
}
