// For tests: the hand-made city (fake-measured.ts) cut into two circles, its western and its eastern half.
import type { Circle, Circles } from '../circle/circle.ts'
import { Frame } from '../circle/frame.ts'
import type { Measured } from '../circle/measured.ts'
import { fakeMeasured } from './fake-measured.ts'

/** 便利店 and 综合超市 (by OSM) stand in the west, 幼儿托管点 in the east; 菜市场 is known to stand in neither; nothing else is known. */
export function twoCircles(measured: Measured = fakeMeasured()): Frame {
  const half = (id: string, area: number): Circle => ({
    id,
    name: id,
    heart: null,
    units: [measured.areas[area]!.id],
    polygon: measured.areas[area]!.polygon,
    locked: false,
  })
  const circles: Circles = {
    circles: [half('west', 1), half('east', 2)],
    ofCell: measured.cellArea.map((a) => a - 1),
    ofOutlet: Int32Array.of(0, 0, 1),
  }
  return new Frame(measured, circles)
}
