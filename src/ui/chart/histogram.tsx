import { useId } from 'react'
import classes from './chart.module.css'

interface HistogramProps {
  /** What is counted, with the unit: the chart's accessible name. */
  title: string
  /** One more than counts, rising. */
  edges: readonly number[]
  counts: readonly number[]
  /** Drawn as a line with its label. */
  mark?: { value: number; label: string }
  /** Text of a bin for screen readers and on hover: `10 – 20 m: 34`. */
  describeBin(from: number, to: number, count: number): string
  axisLabel: string
}

const width = 288
const height = 96
const bottom = 18

/** Bars over a numeric axis, which say their numbers on hover; for screen readers the same as a table. */
export function Histogram({ title, edges, counts, mark, describeBin, axisLabel }: HistogramProps) {
  const id = useId()
  const most = Math.max(1, ...counts)
  const low = edges[0]
  const span = edges[edges.length - 1] - low
  const x = (value: number) => ((value - low) / span) * width
  const ticks = edges.filter((edge, i) => i % Math.ceil(edges.length / 5) === 0 && x(edge) < width - 32)
  return (
    <figure className={classes.figure}>
      <figcaption id={id}>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height + bottom}`} aria-hidden="true">
        {counts.map((count, i) => {
          const tall = count === 0 ? 0 : Math.max(1, (count / most) * (height - 12))
          return (
            <rect
              key={edges[i]}
              className={classes.bar}
              x={x(edges[i]) + 0.75}
              width={Math.max(1, x(edges[i + 1]) - x(edges[i]) - 1.5)}
              y={height - tall}
              height={tall}
            >
              <title>{describeBin(edges[i], edges[i + 1], count)}</title>
            </rect>
          )
        })}
        <line className={classes.axis} x1={0} x2={width} y1={height} y2={height} />
        {ticks.map((tick, i) => (
          <text
            key={tick}
            className={classes.tick}
            x={x(tick)}
            y={height + 14}
            textAnchor={i === 0 ? 'start' : 'middle'}
          >
            {tick}
          </text>
        ))}
        <text className={classes.tick} x={width} y={height + 14} textAnchor="end">
          {axisLabel}
        </text>
        {mark && (
          <g>
            <line className={classes.mark} x1={x(mark.value)} x2={x(mark.value)} y1={10} y2={height} />
            <text
              className={classes.tick}
              x={x(mark.value)}
              y={8}
              textAnchor={x(mark.value) > width / 2 ? 'end' : 'start'}
            >
              {mark.label}
            </text>
          </g>
        )}
      </svg>
      <table className={classes.hidden} aria-labelledby={id}>
        <tbody>
          {counts.map((count, i) => (
            <tr key={edges[i]}>
              <td>{describeBin(edges[i], edges[i + 1], count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
