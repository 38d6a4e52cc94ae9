export { reader } from './reader.ts'
export type { OsmContent, OsmMember, OsmNode, OsmRelation, OsmTags, OsmWay } from './writeXml.ts'
export { writeOsmXml } from './writeXml.ts'
