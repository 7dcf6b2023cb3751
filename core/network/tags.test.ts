import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tags } from '../source/rows.ts'
import { EVERYONE, NOBODY, RESIDENTS } from './graph.ts'
import { footing, isCarriageway, isCrossing, isLift, passing } from './tags.ts'

const WHO: Readonly<Record<string, number>> = { everyone: EVERYONE, residents: RESIDENTS, nobody: NOBODY }

/** Tags from `highway=trunk foot=yes`. */
const tagsOf = (text: string): Tags => Object.fromEntries(text.split(' ').map((tag) => tag.split('=')))

/** Lines of `who  kind  tags`. */
const rows = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/))

test('who may walk along a way', () => {
  const table = `
    everyone   footway  highway=footway
    everyone   footway  highway=path
    everyone   footway  highway=pedestrian
    everyone   steps    highway=steps
    everyone   footway  highway=corridor
    everyone   lift     highway=elevator
    everyone   footway  highway=platform
    everyone   footway  railway=platform
    everyone   footway  public_transport=platform
    everyone   footway  man_made=pier
    everyone   street   highway=living_street
    everyone   street   highway=residential
    everyone   street   highway=service
    everyone   street   highway=unclassified
    everyone   street   highway=road
    everyone   street   highway=track
    everyone   footway  highway=cycleway
    everyone   footway  highway=bridleway
    everyone   street   highway=tertiary
    everyone   street   highway=secondary_link
    everyone   street   highway=primary
    everyone   street   highway=trunk
    everyone   street   highway=trunk_link
    nobody     street   highway=motorway
    nobody     street   highway=motorway_link
    nobody     street   highway=busway
    nobody     street   highway=raceway
    nobody     street   highway=construction
    nobody     street   highway=proposed
    nobody     street   highway=rest_area
    nobody     street   railway=rail
    nobody     street   waterway=river
    nobody     street   highway=footway disused=yes

    everyone   footway  highway=footway foot=designated
    everyone   street   highway=service foot=permissive
    everyone   street   highway=service access=destination
    everyone   street   highway=service access=customers
    residents  street   highway=service access=private
    residents  street   highway=service access=residents
    residents  street   highway=residential access=permit
    residents  street   highway=service access=delivery
    residents  footway  highway=footway foot=private
    nobody     street   highway=service access=no
    nobody     street   highway=primary foot=no
    nobody     street   highway=primary foot=use_sidepath
    nobody     street   highway=track access=forestry
    nobody     street   highway=service access=military
    everyone   street   highway=service access=unknown
    everyone   street   highway=service motor_vehicle=private
    everyone   street   highway=service access=private foot=yes
    everyone   street   highway=service access=no foot=yes
    residents  street   highway=service access=yes foot=private
    everyone   steps    highway=steps access=yes

    nobody     street   highway=trunk motorroad=yes
    nobody     street   highway=trunk expressway=yes
    nobody     street   highway=primary motorroad=yes sidewalk=both
    everyone   street   highway=trunk motorroad=yes foot=yes
    nobody     street   highway=trunk bridge=yes
    nobody     street   highway=trunk bridge=viaduct
    nobody     street   highway=trunk layer=1
    nobody     street   highway=trunk tunnel=yes
    nobody     street   highway=trunk sidewalk=no
    nobody     street   highway=trunk bridge=yes sidewalk=separate
    nobody     street   highway=trunk bridge=yes access=yes
    everyone   street   highway=trunk bridge=no layer=0
    everyone   street   highway=trunk tunnel=building_passage
    everyone   street   highway=trunk bridge=yes sidewalk=both
    everyone   street   highway=trunk bridge=yes sidewalk:right=yes
    everyone   street   highway=trunk bridge=yes foot=yes
    residents  street   highway=trunk access=private
    nobody     street   highway=motorway access=yes
    nobody     street   highway=motorway access=private
    everyone   street   highway=motorway foot=yes
    everyone   street   highway=primary bridge=yes
    everyone   street   highway=primary tunnel=yes
    nobody     street   highway=secondary tunnel=yes foot=no
    nobody     street   highway=trunk_link tunnel=yes
    everyone   street   highway=secondary tunnel=yes sidewalk=left
    everyone   street   highway=tertiary tunnel=yes
    everyone   footway  highway=footway tunnel=yes
    everyone   street   highway=primary sidewalk=no
    nobody     street   highway=busway access=yes`
  for (const row of rows(table)) {
    if (row.length < 3) continue
    const [who, kind, tags] = row as [string, string, string]
    assert.deepEqual(footing(tagsOf(tags)), { who: WHO[who], kind }, tags)
  }
})

test('who may pass a node', () => {
  const table = `
    everyone   highway=crossing
    everyone   access=private
    everyone   barrier=gate
    residents  barrier=gate access=private
    residents  barrier=gate foot=residents
    residents  barrier=gate locked=yes
    everyone   barrier=gate locked=yes foot=yes
    nobody     barrier=gate access=no
    nobody     barrier=gate access=yes foot=no
    everyone   barrier=gate access=no foot=yes
    everyone   barrier=lift_gate
    residents  barrier=lift_gate access=private
    everyone   barrier=bollard
    everyone   barrier=bollard access=no
    everyone   barrier=block access=private
    nobody     barrier=bollard foot=no
    everyone   barrier=kerb
    everyone   barrier=kissing_gate
    everyone   barrier=turnstile
    residents  barrier=full-height_turnstile
    everyone   barrier=full-height_turnstile access=yes
    everyone   barrier=entrance
    residents  barrier=entrance access=private
    nobody     barrier=wall
    nobody     barrier=fence
    nobody     barrier=hedge
    everyone   barrier=wall foot=yes
    residents  barrier=wall access=private
    everyone   barrier=yes
    everyone   barrier=no access=private
    everyone   entrance=main
    residents  entrance=yes access=private
    nobody     door=hinged access=no
    everyone   highway=elevator
    residents  highway=elevator access=private`
  for (const [who, tags] of rows(table) as [string, string][]) assert.equal(passing(tagsOf(tags)), WHO[who], tags)
  assert.equal(passing(undefined), EVERYONE)
})

test('what is crossed, and what is a crossing', () => {
  assert.ok(isCrossing({ highway: 'footway', footway: 'crossing' }))
  assert.ok(isCrossing({ highway: 'cycleway', cycleway: 'crossing' }))
  assert.ok(!isCrossing({ highway: 'footway', footway: 'sidewalk' }))
  assert.ok(isCarriageway({ highway: 'motorway' }))
  assert.ok(!isCarriageway({ highway: 'path' }))
  assert.ok(isLift({ highway: 'elevator' }))
  assert.ok(!isLift(undefined))
})
