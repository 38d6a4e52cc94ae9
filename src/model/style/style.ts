import { z } from 'zod/mini'
import { categoryPalettes, sequentialRamps } from './palette.ts'

/**
 * How features are coloured by an attribute. Plain data: it lies in the session, in share links and in undo, and the same value
 * draws the map, the legend and the charts.
 */

const hex = z.string().check(z.regex(/^#[0-9a-f]{6}$/i))

/** One value, one colour. Values beyond the list share `other`. */
const categoricalSchema = z.object({
  type: z.literal('categorical'),
  attribute: z.string().check(z.minLength(1), z.maxLength(200)),
  palette: z.enum(categoryPalettes),
  classes: z
    .array(z.object({ value: z.string().check(z.maxLength(500)), color: hex, visible: z.optional(z.boolean()) }))
    .check(z.maxLength(64)),
  other: hex,
  /** Features without the attribute. */
  missing: hex,
})

/** Classes between breaks: `colors.length` is `breaks.length + 1`; class i holds breaks[i - 1] <= value < breaks[i]. */
const sequentialSchema = z.object({
  type: z.literal('sequential'),
  attribute: z.string().check(z.minLength(1), z.maxLength(200)),
  ramp: z.enum(sequentialRamps),
  reversed: z.boolean(),
  method: z.enum(['quantile', 'equal', 'natural', 'manual']),
  breaks: z.array(z.number()).check(z.maxLength(11), z.refine(isRising, 'breaks must rise')),
  missing: hex,
})

export const styleSchema = z.discriminatedUnion('type', [categoricalSchema, sequentialSchema])

export type CategoricalStyle = z.infer<typeof categoricalSchema>
export type SequentialStyle = z.infer<typeof sequentialSchema>
export type Style = z.infer<typeof styleSchema>

/** Colour of what lacks the attribute: a grey that no ramp has. */
export const missingColor = '#9a9a9a'

function isRising(values: readonly number[]): boolean {
  return values.every((value, i) => Number.isFinite(value) && (i === 0 || value > values[i - 1]))
}
