export { ABNORMAL, ALERT_LEVELS, type AlertLevel, CYCLE_PARAMETERS, daysOfYearApart, judgeCycle, UNSEEN } from "./annual-cycle.ts";
export { annualStatistics, STATISTICS_PARAMETERS, type YearStatistics, yearFrom } from "./annual-statistics.ts";
export { type AgainstLimit, againstLimit, type MeasuredArea, measuredArea } from "./area.ts";
export { BAND_ROLES, type BandHints, type BandRole, type BandRoles, bandRoles } from "./bands.ts";
export { type Coverage, type PlanePolygon, polygonCoverage } from "./coverage.ts";
export { CycleWatch } from "./cycle-watch.ts";
export { type ChangeDecision, type ChangeLimits, changedWhere, decideChange, learnLimits, medianOf } from "./decide-change.ts";
export { type EnviHeader, readEnviHeader } from "./envi-header.ts";
export {
  type Alignment,
  alignGrids,
  coveringWindow,
  cropRaster,
  type Grid,
  type GridWindow,
  type Raster,
  sharedRows,
  widened,
  windowGrid,
} from "./grid.ts";
export { harmonised, type Scaling, scalingOf } from "./harmonise.ts";
export { availableIndices, type RoleBands, redness, roleBands, SPECTRAL_INDICES, type SpectralIndex, spectralIndex } from "./indices.ts";
export { type DecodeJp2, openJp2 } from "./jp2/read-window.ts";
export { type Labels, labelObjects } from "./label.ts";
export { joinRuns, keptRuns, labelRuns, type RunObjects, type RunPiece } from "./label-runs.ts";
export { dilated, type Shape, smoothed } from "./neighbourhood.ts";
export { readNpy } from "./npy.ts";
export { objectOutlines, type PixelPolygon, type PixelRing, runOutlines } from "./outline.ts";
export { clearPixels } from "./quality-mask.ts";
export { isSameSystem, type ReferenceSystem, referenceSystem, transformation } from "./reference-system.ts";
export { refined } from "./refine.ts";
export { type PlacedGrid, RESAMPLINGS, type Resampling, resample, sourceWindow } from "./resample.ts";
export { learnMad, type MadResult, type MadTransform, madStatistic, type RasterPair, reweightedMad } from "./reweighted-mad.ts";
export { TiffFault } from "./tiff/directory.ts";
export { openTiff, type TiffImage, type TiffSource } from "./tiff/read-window.ts";
export { readGeoJson, type VectorFeature, type VectorLayer, type VectorPolygon } from "./vectors/geojson.ts";
export { readShapes } from "./vectors/shapefile.ts";
export { readWkb } from "./vectors/wkb.ts";
export { geoTiffHeader, writeGeoTiff } from "./write-geotiff.ts";
