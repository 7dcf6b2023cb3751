// Written by scripts/tables.ts from the migrations. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** jsonb: written as text, so that no driver guesses what an array is. */
export type Json = ColumnType<unknown, string, string>
/** jsonb that may be left out or null. */
export type MaybeJson = ColumnType<unknown, string | null | undefined, string | null>

/** Every table, as PostgreSQL has it. */
export interface Tables {
  account: {
    id: string
    login: string
    name: string
    office: string
    path: string
    department: string | null
    password: string | null
    password_at: Date | null
    old_passwords: Generated<readonly string[]>
    must_change: Generated<boolean>
    one_time_until: Date | null
    failures: Generated<number>
    locked_until: Date | null
    subject: string | null
    ended_at: Date | null
    demo: Generated<boolean>
    version: Generated<number>
    made_at: Generated<Date>
  }
  appointment: {
    id: string
    account: string
    role: 'read' | 'edit' | 'submit' | 'review' | 'publish' | 'administer' | 'expert'
    office: string
    path: string
    since: Generated<Date>
    until: Date | null
  }
  audit: {
    id: Generated<number>
    chain: string
    seq: number | null
    at: Date
    account: string | null
    name: string | null
    address: string | null
    request: string | null
    via: string | null
    path: string
    place: string
    noun: string
    row: string
    deed: string
    before: MaybeJson
    after: MaybeJson
    before_hash: Buffer | null
    hash: Buffer | null
    tx: Generated<string>
  }
  audit_head: {
    chain: string
    seq: number
    hash: Buffer
  }
  blob: {
    sha256: string
    size: number
    made_at: Generated<Date>
  }
  circle: {
    run: string
    path: string
    id: string
    name: string
    people: number | null
    lng: number | null
    lat: number | null
    border: Json
    what: Json
  }
  coverage: {
    run: string
    path: string
    area: string
    area_name: string
    level: string | null
    category: string
    band: string
    within: number | null
    beyond: number | null
    lacking: number | null
    unknown: number | null
    share: number | null
  }
  duplicate: {
    id: string
    office: string
    path: string
    kept: string
    other: string
    meters: number
    reason: string
    state: Generated<'open' | 'merged' | 'apart'>
    merged: MaybeJson
    account: string | null
    at: Generated<Date>
  }
  handshake: {
    hash: Buffer
    state: string
    nonce: string
    verifier: string
    expires_at: Date
  }
  invitation: {
    id: string
    hash: Buffer
    login: string
    name: string
    office: string
    path: string
    department: string | null
    roles: readonly string[]
    made_by: string | null
    made_at: Generated<Date>
    expires_at: Date
    used_at: Date | null
    ended_at: Date | null
  }
  layer: {
    id: string
    office: string
    path: string
    kind: 'streets' | 'areas' | 'population' | 'census'
    number: number
    upload: string | null
    name: string
    sha256: string
    datum: string | null
    options: MaybeJson
    summary: MaybeJson
    shared: Generated<boolean>
    account: string | null
    at: Generated<Date>
    ended_at: Date | null
  }
  mapping: {
    office: string
    path: string
    kind: string
    headings: string
    columns: Json
    datum: string | null
    account: string | null
    at: Generated<Date>
  }
  office: {
    id: string
    code: string
    name: string
    level: 'state' | 'province' | 'prefecture' | 'district' | 'subdistrict' | 'community'
    parent: string | null
    path: string
    since: string | null
    until: string | null
    successor: string | null
    demo: Generated<boolean>
    version: Generated<number>
  }
  office_change: {
    id: string
    office: string
    path: string
    kind: 'found' | 'rename' | 'recode' | 'merge' | 'split' | 'move' | 'end'
    happened: string
    document: string | null
    before: Json
    after: Json
    account: string | null
    at: Generated<Date>
  }
  outlet: {
    id: string
    office: string
    path: string
    code: string | null
    version: Generated<number>
    state: Generated<'open' | 'closed' | 'moved'>
    name: string
    label: string
    lng: number
    lat: number
    address: string | null
    hours: string | null
    capacity: number | null
    licence: string | null
    entrances: MaybeJson
    origins: MaybeJson
    confirmed: string | null
    confirmed_by: string | null
    remark: string | null
    merged_into: string | null
    at: Generated<Date>
    spot: GeneratedAlways<number | null>
  }
  outlet_version: {
    outlet: string
    version: number
    path: string
    cause: 'import' | 'edit' | 'merge' | 'unmerge' | 'verification' | 'office'
    upload: string | null
    account: string | null
    since: Date
    what: Json
    batch: Generated<number>
    home: Generated<string>
  }
  plan: {
    id: string
    office: string
    path: string
    title: string
    run: string | null
    body: Json
    state: Generated<'draft' | 'submitted' | 'returned' | 'approved' | 'published'>
    shared: Generated<boolean>
    version: Generated<number>
    account: string | null
    made_at: Generated<Date>
    changed_at: Generated<Date>
  }
  plan_version: {
    plan: string
    version: number
    path: string
    title: string
    body: Json
    state: string
    note: string | null
    account: string | null
    at: Generated<Date>
  }
  run: {
    id: string
    office: string
    path: string
    parent: string | null
    kind: string
    title: string
    input: Json
    input_hash: string
    engine: string
    state: Generated<'waiting' | 'running' | 'done' | 'failed' | 'cancelled'>
    progress: MaybeJson
    attempt: Generated<number>
    job: string | null
    worker: string | null
    error: MaybeJson
    summary: MaybeJson
    shared: Generated<boolean>
    demo: Generated<boolean>
    account: string | null
    made_at: Generated<Date>
    began_at: Date | null
    beat_at: Date | null
    ended_at: Date | null
    version: Generated<number>
  }
  run_child: {
    run: string
    child: string
    seq: number
    path: string
  }
  run_file: {
    run: string
    path: string
    name: string
    sha256: string
    size: number
  }
  session: {
    hash: Buffer
    account: string
    made_at: Date
    seen_at: Date
    expires_at: Date
    ended_at: Date | null
    address: string | null
    agent: string | null
  }
  token: {
    id: string
    account: string
    path: string
    name: string
    hash: Buffer
    roles: readonly string[]
    made_at: Generated<Date>
    expires_at: Date
    used_at: Date | null
    ended_at: Date | null
  }
  upload: {
    id: string
    office: string
    path: string
    kind: 'outlets' | 'streets' | 'areas' | 'population' | 'census' | 'photo'
    name: string
    sha256: string
    size: number
    datum: string | null
    columns: MaybeJson
    options: MaybeJson
    state: Generated<'received' | 'reading' | 'read' | 'applying' | 'applied' | 'refused'>
    rows: number | null
    found: MaybeJson
    summary: MaybeJson
    error: MaybeJson
    account: string | null
    made_at: Generated<Date>
    applied_at: Date | null
    applied_by: string | null
    version: Generated<number>
  }
  upload_finding: {
    upload: string
    seq: number
    path: string
    row: number | null
    code: string
    field: string | null
    what: string
  }
  verification: {
    id: string
    office: string
    path: string
    run: string | null
    outlet: string | null
    category: string | null
    place: string
    lng: number
    lat: number
    people: number | null
    people_are: 'without' | 'served' | null
    reason: 'gap' | 'nearest' | 'oldest' | 'duplicate'
    note: string | null
    state: Generated<'open' | 'answered' | 'dropped'>
    due: string | null
    answer: MaybeJson
    photo: string | null
    account: string | null
    answered_at: Date | null
    made_at: Generated<Date>
    version: Generated<number>
  }
}
