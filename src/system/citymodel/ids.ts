/** Ids of the views, by which panels open one another. */
export const tableId = 'citymodel.table'
export const catalogueId = 'citymodel.catalogue'
export const inspectorId = 'citymodel.inspector'
