import { z } from 'zod/mini'
import {
  cameraSchema,
  clockSchema,
  languages,
  layerSchema,
  qualities,
  selectionSchema,
  sessionSchema,
  themes,
} from './state.ts'

/**
 * The vocabulary: every change of the session is one of these, whoever asks for it (a button, undo, a link, a script).
 * Commands on a layer which is not there change nothing.
 */

const layer = layerSchema.shape.id

export const commandSchema = z.discriminatedUnion('type', [
  /** Puts a layer on top, or shows it where it is listed already. */
  z.object({ type: z.literal('layer/add'), layer: layerSchema }),
  z.object({ type: z.literal('layer/remove'), layer }),
  z.object({ type: z.literal('layer/show'), layer, visible: z.boolean() }),
  z.object({ type: z.literal('layer/opacity'), layer, opacity: layerSchema.shape.opacity }),
  z.object({ type: z.literal('layer/rename'), layer, title: layerSchema.shape.title }),
  /** Moves to the position in the list, 0 is the top; positions beyond the ends are the ends. */
  z.object({ type: z.literal('layer/move'), layer, to: z.int() }),
  z.object({ type: z.literal('layer/style'), layer, style: layerSchema.shape.style }),
  z.object({ type: z.literal('layer/filter'), layer, filter: layerSchema.shape.filter }),
  z.object({ type: z.literal('select'), selection: z.nullable(selectionSchema) }),
  z.object({ type: z.literal('camera'), view: cameraSchema }),
  z.object({
    type: z.literal('clock'),
    time: z.optional(clockSchema.shape.time),
    playing: z.optional(clockSchema.shape.playing),
    speed: z.optional(clockSchema.shape.speed),
  }),
  z.object({ type: z.literal('language'), language: z.enum(languages) }),
  z.object({ type: z.literal('theme'), theme: z.enum(themes) }),
  z.object({ type: z.literal('quality'), quality: z.enum(qualities) }),
  /** Replaces the whole: a link or a saved session is opened. */
  z.object({ type: z.literal('restore'), session: z.partial(sessionSchema) }),
])

export type Command = z.infer<typeof commandSchema>
export type CommandType = Command['type']

/**
 * Commands which undo takes back. The camera, the clock and how the page looks are where one stands, not what one made: taking them
 * back would surprise.
 */
const undoable: ReadonlySet<CommandType> = new Set<CommandType>([
  'layer/add',
  'layer/remove',
  'layer/show',
  'layer/opacity',
  'layer/rename',
  'layer/move',
  'layer/style',
  'layer/filter',
  'select',
])

export const isUndoable = (command: Command): boolean => undoable.has(command.type)

/**
 * Commands of the same key that follow each other within a second are one step of undo: a slider that is dragged. Undefined
 * where each stands alone.
 */
export function mergeKey(command: Command): string | undefined {
  if (command.type === 'layer/opacity' || command.type === 'layer/style' || command.type === 'layer/filter')
    return `${command.type} ${command.layer}`
  return command.type === 'select' ? command.type : undefined
}
