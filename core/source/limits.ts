// How much of a file is taken in: the one place where it is stated. What is larger ends in the fault `too-large`, before
// memory is spent on it; sizes that a file claims are never believed, only held against what comes out.

/** Bytes, counts and depths. Each is beyond what a city of twenty million brings and within what a server can spare. */
export const LIMITS = {
  /** A text (CSV, GeoJSON of outlets), bytes: V8 holds at most 512 M characters in a string. */
  textBytes: 300 * 2 ** 20,
  /** A GeoJSON of areas, bytes: held as text, objects and rings at once, some eight times its size. */
  geojsonBytes: 256 * 2 ** 20,
  /** Arrays and objects within one another. GeoJSON needs 8; a parser that calls itself falls over at some thousands. */
  jsonDepth: 64,
  /** Characters of a quoted cell: beyond that a quote was never closed. An address has 100, a remark 1,000. */
  cellCharacters: 20_000,
  /** Characters of a line of text. */
  lineCharacters: 2_000_000,
  /** Columns whose headings are looked at; a census table by age and sex has some 250. */
  headings: 1_000,
  /** Columns of a workbook, or different properties. A stray format in the last column of Excel makes a sheet 16,384 wide; no ledger is. */
  columns: 256,
  /** A workbook as it comes, bytes. */
  workbookBytes: 60 * 2 ** 20,
  /** All that a workbook unpacks to, bytes. */
  workbookUnpackedBytes: 256 * 2 ** 20,
  /** Cells written down in a workbook, empty ones with a format too: 100,000 rows of 15, some ten seconds. More go into a CSV. */
  workbookCells: 1_500_000,
  /** Of these, cells beyond column ZZ (702): a row is as wide as its last cell. */
  workbookFarCells: 20_000,
  /** Rows of a sheet: Excel has no more. */
  sheetRows: 1_048_576,
  /** A part of a workbook that is neither sheet nor texts, bytes: styles, relations, names. */
  workbookPartBytes: 16 * 2 ** 20,
  /** Different texts in a workbook. */
  workbookTexts: 2_000_000,
  /** Merged ranges of a workbook, and the cells that they cover: each of these is filled in. */
  workbookMerges: 20_000,
  workbookMergedCells: 1_000_000,
  /** Files in an archive. */
  archiveFiles: 2_000,
  /** How many times its packed size a file may unpack to, beyond the first megabyte. Deflate makes 1,032 at most, XML 10 to 40. */
  archiveRatio: 200,
  /** A zipped Shapefile as it comes, and unpacked. */
  shapefileBytes: 256 * 2 ** 20,
  shapefileUnpackedBytes: 512 * 2 ** 20,
  /** Records of a Shapefile. */
  shapefileRecords: 2_000_000,
  /** A GeoTIFF, bytes. */
  tiffBytes: 512 * 2 ** 20,
  /** Pixels of a grid: 10,000 × 10,000 cells of 100 m are a province. */
  tiffPixels: 100_000_000,
  /** Strips or tiles of it. */
  tiffBlocks: 4_000_000,
  /** Cells of a grid with people: a city of 20,000 km² in cells of 100 m has two million. */
  tiffCells: 5_000_000,
  /** Findings of one file that are told row by row; the others are counted. */
  rowFindings: 100_000,
} as const
