import {
  buildModuleUrl,
  CesiumWidget,
  Credit,
  CreditDisplay,
  ImageryLayer,
  Ion,
  TileMapServiceImageryProvider,
} from 'cesium'
import { container } from './contract.ts'

/** A page with nothing but Cesium's widget on its offline imagery: how soon can a globe be there at all? */
Ion.defaultAccessToken = ''
CreditDisplay.cesiumCredit = new Credit('CesiumJS')
const widget = new CesiumWidget(container(), {
  baseLayer: ImageryLayer.fromProviderAsync(
    TileMapServiceImageryProvider.fromUrl(buildModuleUrl('Assets/Textures/NaturalEarthII')),
    {},
  ),
})
const remove = widget.scene.postRender.addEventListener(() => {
  if (!widget.scene.globe.tilesLoaded) return
  remove()
  performance.mark('first-picture')
})
