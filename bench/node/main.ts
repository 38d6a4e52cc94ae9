import { measureBytes } from './bytes.ts'
import { measureExtrusion } from './extrude.ts'

const [task, folder] = process.argv.slice(2)
const result = task === 'extrude' ? measureExtrusion() : await measureBytes(folder)
console.log(JSON.stringify(result))
