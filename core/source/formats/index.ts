// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import csvCensus from './csv-census.ts'
import csvOutlets from './csv-outlets.ts'
import csvPopulation from './csv-population.ts'
import geojsonAreas from './geojson-areas.ts'
import geojsonOutlets from './geojson-outlets.ts'
import osmPbf from './osm-pbf.ts'
import shapefileAreas from './shapefile-areas.ts'
import shapefileOutlets from './shapefile-outlets.ts'
import tiffPopulation from './tiff-population.ts'
import xlsxOutlets from './xlsx-outlets.ts'

export const formats = [
  csvCensus,
  csvOutlets,
  csvPopulation,
  geojsonAreas,
  geojsonOutlets,
  osmPbf,
  shapefileAreas,
  shapefileOutlets,
  tiffPopulation,
  xlsxOutlets,
] as const
