import { readFileSync } from 'node:fs'
import Ajv, { type ValidateFunction } from 'ajv'
import { sharedData } from './shared.ts'

const folder = 'corpora/cityjson/schemas/20/'
const names = [
  'appearance',
  'cityobjects',
  'geomprimitives',
  'geomtemplates',
  'metadata',
  'cityjson',
  'cityjsonfeature',
]

/** The official schemas of CityJSON 2.0 (in ../shared/data). Gives the violations, with the place of each. */
export function createCityJsonValidator(): (value: unknown) => string[] {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  for (const name of names) ajv.addSchema(JSON.parse(readFileSync(sharedData(`${folder}${name}.schema.json`), 'utf8')))
  const byType = (type: string) => ajv.getSchema(`https://www.cityjson.org/schemas/2.0.2/${type}.schema.json`)!
  return value => {
    const feature = (value as { type?: unknown }).type === 'CityJSONFeature'
    return violations(byType(feature ? 'cityjsonfeature' : 'cityjson'), value)
  }
}

function violations(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
