import { Button, Group } from '@mantine/core'
import { type PointerEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFrame } from '#ui/shell/context.tsx'
import { boxCorners, frontCity, selectScreenPolygon } from './area.ts'
import classes from './citymodel.module.css'
import { useModel, useModelState } from './context.tsx'

/** A sheet of glass over the map while an area is drawn: what is drawn on it selects, and the map below stays still. */
export function Panel() {
  const tool = useModelState(state => state.tool)
  return tool ? <Glass key={tool} tool={tool} /> : null
}

type Point = readonly [x: number, y: number]

function Glass({ tool }: { tool: 'box' | 'polygon' }) {
  const { t } = useTranslation('citymodel')
  const model = useModel()
  const { escapes } = useFrame()
  const [points, setPoints] = useState<readonly Point[]>([])
  const [pointer, setPointer] = useState<Point>()
  const [failed, setFailed] = useState(false)
  const hasCity = frontCity(model) !== undefined
  const stop = () => model.store.setState({ tool: null })
  useEffect(() => escapes.push(() => model.store.setState({ tool: null })), [escapes, model])

  const finish = (corners: readonly number[]) => {
    if (selectScreenPolygon(model, corners)) return stop()
    setFailed(true)
    setPoints([])
  }
  const at = (event: PointerEvent): Point => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }
  const box = {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      setFailed(false)
      setPoints([at(event)])
      setPointer(at(event))
    },
    onPointerMove: (event: PointerEvent) => points.length > 0 && setPointer(at(event)),
    onPointerUp: (event: PointerEvent) => {
      const [from] = points
      const [x, y] = at(event)
      setPoints([])
      if (from && Math.abs(x - from[0]) > 4 && Math.abs(y - from[1]) > 4) finish(boxCorners(from[0], from[1], x, y))
    },
  }
  const polygon = {
    onPointerDown: (event: PointerEvent) => {
      setFailed(false)
      setPoints([...points, at(event)])
    },
    onPointerMove: (event: PointerEvent) => setPointer(at(event)),
    onDoubleClick: () => finish(points.slice(0, -1).flat()),
  }
  const text = failed ? 'select.sky' : hasCity ? `select.how.${tool}` : 'select.noCity'
  return (
    <>
      <svg className={classes.glass} {...(tool === 'box' ? box : polygon)} aria-hidden="true">
        {outline(tool, points, pointer)}
      </svg>
      <div className={classes.drawing} role="status">
        <span>{t(text)}</span>
        <Group gap={8}>
          {tool === 'polygon' && points.length >= 3 && (
            <Button size="xs" onClick={() => finish(points.flat())}>
              {t('select.finish')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={stop}>
            {t('select.cancel')}
          </Button>
        </Group>
      </div>
    </>
  )
}

function outline(tool: 'box' | 'polygon', points: readonly Point[], pointer: Point | undefined) {
  if (points.length === 0 || !pointer) return null
  const corners =
    tool === 'box' ? boxCorners(points[0][0], points[0][1], pointer[0], pointer[1]) : [...points, pointer].flat()
  return (
    <>
      <polygon points={corners.join(' ')} />
      {tool === 'polygon' && points.map(([x, y]) => <circle key={`${x} ${y}`} cx={x} cy={y} r={4} />)}
    </>
  )
}
