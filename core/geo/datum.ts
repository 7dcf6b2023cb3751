// The datums a Chinese map file may be in. Inside core everything is WGS-84: `source` converts once, at the gate.

export type Datum = 'wgs84' | 'gcj02' | 'bd09' | 'cgcs2000'
