import { expect, it } from 'vitest'
import { parseCrsName } from './crsName.ts'

// Oracle: the forms that OGC 09-048r5, OGC 07-092r3 and the CityJSON specification show, with the code that each one names.
const forms: [name: string, code: string | undefined][] = [
  ['EPSG:28992', 'EPSG:28992'],
  ['28992', 'EPSG:28992'],
  ['epsg:4326', 'EPSG:4326'],
  ['urn:ogc:def:crs:EPSG::7415', 'EPSG:7415'],
  ['urn:ogc:def:crs:EPSG:6.12:3068', 'EPSG:3068'],
  ['urn:ogc:def:crs,crs:EPSG:6.12:3068,crs:EPSG:6.12:5783', 'EPSG:3068+5783'],
  ['urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783', 'EPSG:25832+5783'],
  ['https://www.opengis.net/def/crs/EPSG/0/7415', 'EPSG:7415'],
  ['http://www.opengis.net/def/crs/EPSG/9.9.1/28992', 'EPSG:28992'],
  [
    'http://www.opengis.net/def/crs-compound?1=http://www.opengis.net/def/crs/EPSG/0/28992&2=http://www.opengis.net/def/crs/EPSG/0/5709',
    'EPSG:28992+5709',
  ],
  ['http://www.opengis.net/gml/srs/epsg.xml#4326', 'EPSG:4326'],
  ['EPSG:3068+5783', 'EPSG:3068+5783'],
  ['urn:ogc:def:crs:OGC:1.3:CRS84', 'OGC:CRS84'],
  ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', 'OGC:CRS84'],
  ['urn:adv:crs:ETRS89_UTM32', undefined],
  ['', undefined],
]

it.each(forms)('reads %s', (name, code) => {
  expect(parseCrsName(name)).toBe(code)
})
