// What may be taken hold of on the map in a what-if: outlets to drag, close and add, gates to turn, paths to lay. Mouse, finger and keys.
import type { LngLat } from '@yike/core/geo/meters.ts'
import { type GeoJSONSource, type Map as MapLibre, Marker } from 'maplibre-gl'
import { addGateImages, gateImage, HANDLE_LAYERS } from './handle-layers.ts'

/** How an outlet stands beside the measured city. */
export type OutletMark = 'same' | 'moved' | 'new' | 'closed'

/** An outlet to be taken hold of. */
export interface OutletHandle {
  readonly id: number
  readonly at: LngLat
  /** Where it was measured; null: it is new. */
  readonly was: LngLat | null
  readonly mark: OutletMark
  /** What it is called, for those who hear it. */
  readonly label: string
}

/** A gate to be turned. */
export interface GateHandle {
  readonly edge: number
  readonly at: LngLat
  /** EVERYONE, RESIDENTS or NOBODY. */
  readonly who: number
  readonly changed: boolean
}

/** All handles, and what a click does. */
export interface Handling {
  readonly outlets: readonly OutletHandle[]
  readonly gates: readonly GateHandle[]
  readonly paths: readonly (readonly [LngLat, LngLat])[]
  readonly pathFrom: LngLat | null
  readonly selected: number | null
  /** The outlet under the pointer's hand. */
  readonly dragged: number | null
  /** Whether a click takes hold of what it meets; if not, it points at a place. */
  readonly turns: boolean
}

/** What is done with handles. */
export interface HandleActs {
  drag(outlet: number, at: LngLat): void
  drop(): void
  cancel(): void
  turnOutlet(outlet: number): void
  turnGate(edge: number): void
  select(outlet: number | null): void
  /** Metres to the east and to the north. */
  nudge(outlet: number, east: number, north: number): void
  place(at: LngLat): void
}

/** Pixels: how near a mouse and a finger must be, and how far they move before it is a drag. */
const NEAR = { mouse: 11, touch: 22 } as const
const SLACK = { mouse: 3, touch: 8 } as const
/** Gates are drawn, and taken hold of, from this zoom on. */
const GATES_FROM = 14
/** Metres that an arrow key moves an outlet; with Shift five times as many. */
const STEP_METERS = 20

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

type Hit = { readonly outlet: OutletHandle } | { readonly gate: GateHandle }

const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features })
const point = (at: LngLat, properties: GeoJSON.GeoJsonProperties, id?: number): GeoJSON.Feature => ({
  type: 'Feature',
  ...(id === undefined ? {} : { id }),
  properties,
  geometry: { type: 'Point', coordinates: [...at] },
})
const line = (a: LngLat, b: LngLat, kind: string): GeoJSON.Feature => ({
  type: 'Feature',
  properties: { kind },
  geometry: { type: 'LineString', coordinates: [[...a], [...b]] },
})

/** The handles of one map. */
export class Handles {
  readonly #map: MapLibre
  readonly #knob: HTMLButtonElement
  readonly #marker: Marker
  #now: Handling | null = null
  #acts: HandleActs | null = null
  #drawn = false
  /** What the pointer went down on; kept until the click after it is past. */
  #down: Hit | null = null
  #held: { readonly outlet: number; readonly x: number; readonly y: number; moving: boolean } | null = null
  #lifted: number | null = null

  constructor(map: MapLibre) {
    this.#map = map
    this.#knob = document.createElement('button')
    this.#knob.type = 'button'
    this.#knob.className = 'knob'
    this.#knob.dataset.testid = 'knob'
    this.#knob.addEventListener('keydown', this.#key)
    this.#marker = new Marker({ element: this.#knob })
    const box = map.getCanvasContainer()
    box.addEventListener('pointerdown', this.#press, { capture: true })
    box.addEventListener('pointermove', this.#hover)
  }

  /** Whether clicks are for handles. */
  get active(): boolean {
    return this.#now !== null
  }

  /** Shows the handles; null takes them away. Call it when the map has its layers. */
  show(handling: Handling | null, acts: HandleActs | null): void {
    const before = this.#now
    this.#acts = acts
    this.#now = handling
    const map = this.#map
    if (handling && !this.#drawn) this.#draw()
    if (!this.#drawn) return
    if (!handling !== !before) {
      const of = (shown: boolean) => (shown ? 'visible' : 'none')
      for (const { id } of HANDLE_LAYERS) map.setLayoutProperty(id, 'visibility', of(handling !== null))
      for (const id of ['outlet', 'outlet-name']) map.setLayoutProperty(id, 'visibility', of(handling === null))
      map.getCanvasContainer().style.touchAction = handling ? 'none' : ''
      map.getCanvas().style.cursor = ''
      if (!handling) this.#letGo()
    }
    if (handling?.outlets !== before?.outlets) this.#fillOutlets(handling?.outlets ?? [])
    if (handling?.gates !== before?.gates)
      this.#fill('what-if-gates', (handling?.gates ?? []).map((g) => point(g.at, { image: gateImage(g) }, g.edge + 1))) // biome-ignore format: one line
    if (handling?.paths !== before?.paths || handling?.pathFrom !== before?.pathFrom) {
      const paths = (handling?.paths ?? []).map(([a, b]) => line(a, b, 'path'))
      this.#fill('what-if-paths', [...paths, ...(handling?.pathFrom ? [point(handling.pathFrom, {})] : [])])
    }
    if (!this.#held && handling?.dragged === null) this.#lift(null)
    this.#showKnob()
  }

  /** A click on the map, or Enter with the map in focus (`byKey`): at what it meets, or at a place. */
  click(at: LngLat, byKey: boolean): void {
    const { x, y } = this.#map.project([at[0], at[1]])
    if (!this.#now?.turns) {
      this.#acts?.place(at)
      return
    }
    if (!byKey && this.#down) return // the pointer has dealt with it
    const hit = this.#hitAt(x, y, byKey ? NEAR.touch : NEAR.mouse)
    if (hit && 'gate' in hit) this.#acts?.turnGate(hit.gate.edge)
    else if (hit) {
      this.#acts?.select(hit.outlet.id)
      this.#knob.focus({ preventScroll: true })
    } else this.#acts?.select(null)
  }

  #draw(): void {
    const map = this.#map
    addGateImages(map)
    for (const id of ['what-if-outlets', 'what-if-moves', 'what-if-gates', 'what-if-paths'])
      map.addSource(id, { type: 'geojson', data: collection([]) })
    for (const layer of HANDLE_LAYERS) map.addLayer(layer)
    this.#drawn = true
  }

  #fill(source: string, features: GeoJSON.Feature[]): void {
    this.#map.getSource<GeoJSONSource>(source)?.setData(collection(features))
  }

  #fillOutlets(outlets: readonly OutletHandle[]): void {
    this.#fill('what-if-outlets', outlets.map((o) => point(o.at, { mark: o.mark }, o.id + 1))) // biome-ignore format: one line
    const moved = outlets.filter((o) => o.was && o.mark === 'moved')
    this.#fill('what-if-moves', moved.flatMap((o) => [line(o.was!, o.at, 'move'), point(o.was!, {})])) // biome-ignore format: one line
  }

  #lift(outlet: number | null): void {
    const state = (id: number, lifted: boolean) =>
      this.#map.setFeatureState({ source: 'what-if-outlets', id: id + 1 }, { lifted })
    if (this.#lifted !== null) state(this.#lifted, false)
    if (outlet !== null) state(outlet, true)
    this.#lifted = outlet
  }

  #showKnob(): void {
    if (this.#held?.moving) return
    const its = this.#now?.outlets.find((o) => o.id === this.#now?.selected)
    if (!its) {
      this.#marker.remove()
      return
    }
    this.#putKnob(its)
  }

  #putKnob(its: OutletHandle): void {
    this.#knob.setAttribute('aria-label', its.label)
    this.#knob.dataset.mark = its.mark
    this.#marker.setLngLat([its.at[0], its.at[1]])
    if (!this.#knob.isConnected) this.#marker.addTo(this.#map)
  }

  /** The nearest outlet within reach of a pointer, else the nearest gate. Pixels of the map. */
  #hitAt(x: number, y: number, near: number): Hit | null {
    if (!this.#now) return null
    const nearest = <T extends { readonly at: LngLat }>(list: readonly T[]): T | null => {
      let best: T | null = null
      let least = near
      for (const one of list) {
        const p = this.#map.project([one.at[0], one.at[1]])
        const far = Math.hypot(p.x - x, p.y - y)
        if (far > least) continue
        least = far
        best = one
      }
      return best
    }
    const outlet = nearest(this.#now.outlets)
    if (outlet) return { outlet }
    const gate = this.#map.getZoom() >= GATES_FROM ? nearest(this.#now.gates) : null
    return gate && { gate }
  }

  #placeOf(event: PointerEvent): { x: number; y: number; at: LngLat } {
    const { left, top } = this.#map.getCanvasContainer().getBoundingClientRect()
    const [x, y] = [event.clientX - left, event.clientY - top]
    const { lng, lat } = this.#map.unproject([x, y])
    return { x, y, at: [lng, lat] }
  }

  readonly #press = (event: PointerEvent): void => {
    this.#down = null
    if (!this.#now?.turns || event.button !== 0 || !event.isPrimary) return
    const { x, y } = this.#placeOf(event)
    const hit = this.#hitAt(x, y, event.pointerType === 'touch' ? NEAR.touch : NEAR.mouse)
    if (!hit) return
    this.#down = hit
    this.#map.dragPan.disable() // before the map hears the mouse or the finger
    if ('outlet' in hit) this.#held = { outlet: hit.outlet.id, x, y, moving: false }
    addEventListener('pointermove', this.#move)
    addEventListener('pointerup', this.#release)
    addEventListener('pointercancel', this.#break)
  }

  readonly #move = (event: PointerEvent): void => {
    const held = this.#held
    const handle = this.#now?.outlets.find((o) => o.id === held?.outlet)
    if (!held || !event.isPrimary || !handle || handle.mark === 'closed') return
    const { x, y, at } = this.#placeOf(event)
    const slack = event.pointerType === 'touch' ? SLACK.touch : SLACK.mouse
    if (!held.moving && Math.hypot(x - held.x, y - held.y) <= slack) return
    if (!held.moving) {
      this.#acts?.select(held.outlet)
      this.#putKnob(handle)
      this.#lift(held.outlet)
      this.#knob.classList.add('held')
      held.moving = true
    }
    this.#marker.setLngLat([at[0], at[1]])
    this.#acts?.drag(held.outlet, at)
  }

  readonly #release = (event: PointerEvent): void => {
    if (!event.isPrimary) return
    const held = this.#held
    const down = this.#down
    this.#letGo()
    this.#down = down // the click that follows is not for anybody else
    if (held?.moving) this.#acts?.drop()
    else if (down && 'gate' in down) this.#acts?.turnGate(down.gate.edge)
    else if (down) this.#acts?.turnOutlet(down.outlet.id)
    if (down && 'outlet' in down) this.#knob.focus({ preventScroll: true })
  }

  readonly #break = (): void => {
    const moving = this.#held?.moving
    this.#letGo()
    this.#lift(null)
    if (moving) this.#acts?.cancel()
    this.#showKnob()
  }

  /** Gives up a drag: the outlet goes back. */
  give(): void {
    if (this.#held?.moving) this.#break()
  }

  #letGo(): void {
    removeEventListener('pointermove', this.#move)
    removeEventListener('pointerup', this.#release)
    removeEventListener('pointercancel', this.#break)
    this.#map.dragPan.enable()
    this.#knob.classList.remove('held')
    this.#held = null
  }

  readonly #hover = (event: PointerEvent): void => {
    if (!this.#now || event.buttons !== 0 || event.pointerType === 'touch') return
    const { x, y } = this.#placeOf(event)
    const hit = this.#now.turns ? this.#hitAt(x, y, NEAR.mouse) : null
    const cursor = !this.#now.turns ? 'crosshair' : !hit ? '' : 'gate' in hit ? 'pointer' : 'grab'
    this.#map.getCanvas().style.cursor = cursor
  }

  readonly #key = (event: KeyboardEvent): void => {
    const its = this.#now?.outlets.find((o) => o.id === this.#now?.selected)
    if (!its) return
    const arrow = ARROWS[event.key]
    if (arrow && its.mark !== 'closed') {
      const meters = STEP_METERS * (event.shiftKey ? 5 : 1)
      this.#acts?.nudge(its.id, arrow[0] * meters, arrow[1] * meters)
    } else if (event.key === 'Enter' || event.key === ' ' || event.key === 'Delete') this.#acts?.turnOutlet(its.id)
    else if (!arrow) return
    // the map must not move with it, nor Enter be heard twice
    event.preventDefault()
    event.stopPropagation()
  }
}
