-- The tables of a platform: offices and who holds what right over which of them, the ledger, layers, runs and their results,
-- and the trail of every change. Every table that holds an office's things bears `path`, the place of that office in the tree:
-- row-level security compares it with what the person at hand may read or write (see the end of this file).
-- Three settings say who that is, set for each transaction by server/db/context.ts:
--   yike.reads, yike.writes, yike.administers   paths, with commas between; nothing is visible when they are not set
--   yike.account, yike.name, yike.address, yike.request, yike.via   for the trail

-- ── offices ──────────────────────────────────────────────────────────────────────────────────────────────────────

create table office (
  id uuid primary key,
  code text not null,
  name text not null,
  level text not null check (level in ('state', 'province', 'prefecture', 'district', 'subdistrict', 'community')),
  parent uuid references office,
  path ltree not null unique,
  since date,
  until date,
  successor uuid references office,
  demo boolean not null default false,
  version integer not null default 1,
  constraint office_code check (code ~ '^([0-9]{6}|[0-9]{9}|[0-9]{12})$')
);
comment on table office is 'A node of the tree of government. path: labels from the state down; an office that was merged stands under its successor, so that rights over the successor reach its history.';
create unique index office_code_now on office (code) where until is null;
create index office_path on office using gist (path);
create index office_parent on office (parent);

create table office_change (
  id uuid primary key,
  office uuid not null references office,
  path ltree not null,
  kind text not null check (kind in ('found', 'rename', 'recode', 'merge', 'split', 'move', 'end')),
  happened date not null,
  document text,
  before jsonb not null,
  after jsonb not null,
  account uuid,
  at timestamptz not null default now()
);
comment on table office_change is 'What happened to offices and when; names and codes of any day are folded from it.';
comment on column office_change.after is 'code, name, level and parent that the office had from that day on; before: those it had until then';
create index office_change_path on office_change using gist (path);
create index office_change_office on office_change (office, happened, at);

-- ── people ───────────────────────────────────────────────────────────────────────────────────────────────────────

create table account (
  id uuid primary key,
  login text not null,
  name text not null,
  office uuid not null references office,
  path ltree not null,
  department text,
  password text,
  password_at timestamptz,
  old_passwords text[] not null default '{}',
  must_change boolean not null default false,
  one_time_until timestamptz,
  failures integer not null default 0,
  locked_until timestamptz,
  subject text unique,
  ended_at timestamptz,
  demo boolean not null default false,
  version integer not null default 1,
  made_at timestamptz not null default now()
);
comment on column account.password is 'argon2id, PHC string; null for those who sign in elsewhere';
comment on column account.one_time_until is 'until when a password that an administrator handed over opens the account; null: it is the person''s own';
comment on column account.subject is 'issuer and subject of OpenID Connect, with a blank between';
create unique index account_login on account (lower(login));
create index account_path on account using gist (path);

create table appointment (
  id uuid primary key,
  account uuid not null references account on delete cascade,
  role text not null check (role in ('read', 'edit', 'submit', 'review', 'publish', 'administer', 'expert')),
  office uuid not null references office,
  path ltree not null,
  since timestamptz not null default now(),
  until timestamptz
);
comment on table appointment is 'A role that a person holds over an office and all below it.';
create index appointment_account on appointment (account);
create index appointment_office on appointment (office, role);
create index appointment_path on appointment using gist (path);

create table session (
  hash bytea primary key,
  account uuid not null references account on delete cascade,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  address text,
  agent text
);
create index session_account on session (account);

create table token (
  id uuid primary key,
  account uuid not null references account on delete cascade,
  path ltree not null,
  name text not null,
  hash bytea not null unique,
  roles text[] not null,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz
);
create index token_account on token (account);

create table invitation (
  id uuid primary key,
  hash bytea not null unique,
  login text not null,
  name text not null,
  office uuid not null references office,
  path ltree not null,
  department text,
  roles text[] not null,
  made_by uuid references account,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz
);

create table handshake (
  hash bytea primary key,
  state text not null,
  nonce text not null,
  verifier text not null,
  expires_at timestamptz not null
);
comment on table handshake is 'Sign-ins with OpenID Connect that are under way: hash of the cookie of the browser that began, and what its answer must fit.';

-- ── bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────

create table blob (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  made_at timestamptz not null default now()
);
comment on table blob is 'What the store should hold; what no row names is collected.';

create table upload (
  id uuid primary key,
  office uuid not null references office,
  path ltree not null,
  kind text not null check (kind in ('outlets', 'streets', 'areas', 'population', 'census', 'photo')),
  name text not null,
  sha256 text not null references blob,
  size bigint not null,
  datum text,
  columns jsonb,
  options jsonb not null default '{}',
  state text not null default 'received' check (state in ('received', 'reading', 'read', 'applying', 'applied', 'refused')),
  rows integer,
  found jsonb not null default '[]',
  summary jsonb,
  error jsonb,
  account uuid references account,
  made_at timestamptz not null default now(),
  applied_at timestamptz,
  applied_by uuid references account,
  version integer not null default 1
);
comment on column upload.found is 'findings as core counts them, with some examples; every one stands in upload_finding';
create index upload_path on upload using gist (path);
create index upload_office on upload (office, kind, made_at desc);
create unique index upload_once on upload (office, kind, sha256) where state in ('received', 'reading', 'applying');

create table upload_finding (
  upload uuid not null references upload on delete cascade,
  seq integer not null,
  path ltree not null,
  row bigint,
  code text not null,
  field text,
  what text not null,
  primary key (upload, seq)
);

create table mapping (
  office uuid not null references office,
  path ltree not null,
  kind text not null,
  headings text not null,
  columns jsonb not null,
  datum text,
  account uuid,
  at timestamptz not null default now(),
  primary key (office, kind, headings)
);
comment on table mapping is 'How an office had columns of such headings read the last time.';

-- ── layers: streets, areas, residents, in versions ───────────────────────────────────────────────────────────────

create table layer (
  id uuid primary key,
  office uuid not null references office,
  path ltree not null,
  kind text not null check (kind in ('streets', 'areas', 'population', 'census')),
  number integer not null,
  upload uuid references upload,
  name text not null,
  sha256 text not null references blob,
  datum text,
  options jsonb not null default '{}',
  summary jsonb,
  shared boolean not null default true,
  account uuid,
  at timestamptz not null default now(),
  ended_at timestamptz,
  unique (office, kind, number)
);
create index layer_path on layer using gist (path);

-- ── the ledger ───────────────────────────────────────────────────────────────────────────────────────────────────

-- Where something lies, as one number: the tile of zoom 16 (Web Mercator) with the bits of its x and y in turn, so that every tile
-- of a lower zoom is one run of numbers. Rows are looked for by it and not by a box: row-level security lets an index be used only
-- by comparisons that cannot leak what is hidden, and of those there are none on boxes.
create function every_other_bit(n bigint) returns bigint language sql immutable strict parallel safe as $$
  select (d | (d << 1)) & 1431655765 from (
    select (c | (c << 2)) & 858993459 as d from (
      select (b | (b << 4)) & 252645135 as c from (select (n | (n << 8)) & 16711935 as b) one) two) three
$$;
create function spot(lng double precision, lat double precision) returns bigint language sql immutable strict parallel safe as $$
  select every_other_bit(least(65535, greatest(0, floor((lng + 180) / 360 * 65536)))::bigint)
    | (every_other_bit(least(65535, greatest(0, floor(
      (1 - asinh(tan(radians(least(85.05, greatest(-85.05, lat))))) / pi()) / 2 * 65536)))::bigint) << 1)
$$;

create table outlet (
  id uuid primary key,
  office uuid not null references office,
  path ltree not null,
  code text,
  version integer not null default 1,
  state text not null default 'open' check (state in ('open', 'closed', 'moved')),
  name text not null,
  label text not null,
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  address text,
  hours text,
  capacity double precision,
  licence text,
  entrances jsonb not null default '[]',
  origins jsonb not null default '[]',
  confirmed date,
  confirmed_by text,
  remark text,
  merged_into uuid references outlet,
  at timestamptz not null default now(),
  spot bigint generated always as (spot(lng, lat)) stored
);
comment on table outlet is 'The one record of each outlet, as it stands now. WGS-84 degrees.';
create index outlet_path on outlet using gist (path);
create index outlet_office on outlet (office, id);
create index outlet_spot on outlet (spot);
create unique index outlet_code on outlet (office, code) where code is not null and merged_into is null;

create table outlet_version (
  outlet uuid not null references outlet,
  version integer not null,
  path ltree not null,
  cause text not null check (cause in ('import', 'edit', 'merge', 'unmerge', 'verification', 'office')),
  upload uuid,
  account uuid,
  since timestamptz not null,
  what jsonb not null,
  batch bigint not null default 0,
  home ltree not null default '',
  primary key (outlet, version)
);
comment on column outlet_version.batch is 'the statement that wrote it; given by a trigger. The trail holds one digest for each batch and home';
comment on column outlet_version.home is 'path when it was written; path goes with the office, home stays';
create index outlet_version_batch on outlet_version (batch, outlet, version);
comment on table outlet_version is 'Every state an outlet was ever in, whole; never changed and never removed. It held from `since` until the next.';
create index outlet_version_path on outlet_version using gist (path);

create table duplicate (
  id uuid primary key,
  office uuid not null references office,
  path ltree not null,
  kept uuid not null references outlet,
  other uuid not null references outlet,
  meters double precision not null,
  reason text not null,
  state text not null default 'open' check (state in ('open', 'merged', 'apart')),
  merged jsonb,
  account uuid,
  at timestamptz not null default now(),
  unique (kept, other)
);
comment on column duplicate.merged is 'The two as they were before they were merged, and the one as it was after: what undoing needs.';
create index duplicate_path on duplicate using gist (path);

create table verification (
  id uuid primary key,
  office uuid not null references office,
  path ltree not null,
  run uuid,
  outlet uuid references outlet,
  category text,
  place text not null,
  lng double precision not null,
  lat double precision not null,
  people double precision,
  people_are text check (people_are in ('without', 'served')),
  reason text not null check (reason in ('gap', 'nearest', 'oldest', 'duplicate')),
  note text,
  state text not null default 'open' check (state in ('open', 'answered', 'dropped')),
  due date,
  answer jsonb,
  photo text references blob,
  account uuid,
  answered_at timestamptz,
  made_at timestamptz not null default now(),
  version integer not null default 1
);
comment on table verification is 'Something to see on the spot: whether an outlet is there, whether a category is truly lacking. people: residents it matters to; null unknown. people_are: without the category within the minutes, or served: those whose nearest of it this is.';
create index verification_path on verification using gist (path);
create unique index verification_once on verification (office, reason, coalesce(outlet::text, ''), coalesce(category, ''), place) where state = 'open';

-- ── runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

create table run (
  id uuid primary key,
  office uuid not null references office,
  path ltree not null,
  parent uuid references run,
  kind text not null,
  title text not null,
  input jsonb not null,
  input_hash text not null,
  engine text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  progress jsonb,
  attempt integer not null default 0,
  job uuid,
  worker text,
  error jsonb,
  summary jsonb,
  shared boolean not null default true,
  demo boolean not null default false,
  account uuid,
  made_at timestamptz not null default now(),
  began_at timestamptz,
  beat_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1
);
comment on table run is 'One computation: its inputs by hash, the engine that made it, how far it is, what came out. Done runs are never changed.';
comment on column run.job is 'the one job that may begin it; attempt counts how often it was begun, and whoever began it last may end it';
create unique index run_once on run (office, kind, input_hash, engine) where state in ('waiting', 'running', 'done');
create index run_path on run using gist (path);
create index run_parent on run (parent);
create index run_input on run using gin (input jsonb_path_ops);
create index run_made on run (made_at desc);

create table run_child (
  run uuid not null references run on delete cascade,
  child uuid not null references run on delete cascade,
  seq integer not null,
  path ltree not null,
  primary key (run, child)
);
comment on table run_child is 'What a run that fans out gathers. A child that was there already may have several parents.';
create index run_child_child on run_child (child);

create table run_file (
  run uuid not null references run on delete cascade,
  path ltree not null,
  name text not null,
  sha256 text not null references blob,
  size bigint not null,
  primary key (run, name)
);

create table coverage (
  run uuid not null references run on delete cascade,
  path ltree not null,
  area text not null,
  area_name text not null,
  level text,
  category text not null,
  band text not null,
  within double precision,
  beyond double precision,
  lacking double precision,
  unknown double precision,
  share double precision,
  primary key (run, area, category, band)
);
comment on table coverage is 'People by what they reach. area: id of an area, or city; band: an age band, or all. share = within / (within + beyond + lacking); null 未测.';

create table circle (
  run uuid not null references run on delete cascade,
  path ltree not null,
  id text not null,
  name text not null,
  people double precision,
  lng double precision,
  lat double precision,
  border jsonb not null,
  what jsonb not null,
  primary key (run, id)
);

-- ── plans ────────────────────────────────────────────────────────────────────────────────────────────────────────

create table plan (
  id uuid primary key,
  office uuid not null references office,
  path ltree not null,
  title text not null,
  run uuid references run,
  body jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'returned', 'approved', 'published')),
  shared boolean not null default false,
  version integer not null default 1,
  account uuid,
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index plan_path on plan using gist (path);

create table plan_version (
  plan uuid not null references plan,
  version integer not null,
  path ltree not null,
  title text not null,
  body jsonb not null,
  state text not null,
  note text,
  account uuid,
  at timestamptz not null default now(),
  primary key (plan, version)
);
comment on table plan_version is 'Every state a plan was ever in, whole; never changed and never removed. note: why it was returned, or what went with a step.';

-- ── the trail ────────────────────────────────────────────────────────────────────────────────────────────────────

create table audit (
  id bigint generated always as identity primary key,
  chain text not null,
  seq bigint,
  at timestamptz not null,
  account uuid,
  name text,
  address text,
  request text,
  via text,
  path ltree not null,
  place ltree not null,
  noun text not null,
  row text not null,
  deed text not null,
  before jsonb,
  after jsonb,
  before_hash bytea,
  hash bytea,
  tx xid8 not null default pg_current_xact_id()
);
comment on column audit.tx is 'the transaction that wrote it, whose rows are sealed together';
comment on table audit is 'Who did what, when, from where: each row seals the one before it in its chain (see audit_seal).';
create unique index audit_chain on audit (chain, seq);
comment on column audit.path is 'where the office stood when it was written, under the seal';
comment on column audit.place is 'where that office stands now: decides who may read the row; not under the seal';
create index audit_place on audit using gist (place);
create index audit_row on audit (noun, row);
create index audit_at on audit (at desc);
create index audit_open on audit (tx) where seq is null;

create table audit_head (
  chain text primary key,
  seq bigint not null,
  hash bytea not null
);

-- A change becomes a row of the trail in the same transaction. Arguments: the columns of the key, with a comma between.
create function audit_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  come jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  whole jsonb := coalesce(come, gone);
  secret text;
  counted text[];
  place ltree;
begin
  foreach secret in array array['password', 'old_passwords', 'hash'] loop
    if gone ? secret then gone := jsonb_set(gone, array[secret], to_jsonb('·'::text)); end if;
    if come ? secret then come := jsonb_set(come, array[secret], to_jsonb('·'::text)); end if;
  end loop;
  if tg_op = 'UPDATE' then -- what stayed the same need not stand twice
    -- how often a password was wrong is noted by whoever counts it; that a token was used, by what it did
    counted := array['failures'];
    if tg_table_name = 'token' then counted := counted || 'used_at'::text; end if;
    if to_jsonb(old) - counted = to_jsonb(new) - counted then return null; end if;
    select coalesce(jsonb_object_agg(key, value), '{}') into gone
      from jsonb_each(gone) where to_jsonb(old) -> key is distinct from to_jsonb(new) -> key;
    select coalesce(jsonb_object_agg(key, value), '{}') into come
      from jsonb_each(come) where to_jsonb(old) -> key is distinct from to_jsonb(new) -> key;
  end if;
  place := coalesce((whole ->> 'path')::ltree, 'cn');
  insert into audit (chain, at, account, name, address, request, via, path, place, noun, row, deed, before, after)
  values (
    subpath(place, 0, least(nlevel(place), 2))::text, clock_timestamp(),
    nullif(current_setting('yike.account', true), '')::uuid, nullif(current_setting('yike.name', true), ''),
    nullif(current_setting('yike.address', true), ''), nullif(current_setting('yike.request', true), ''),
    nullif(current_setting('yike.via', true), ''), place, place, tg_table_name,
    (select string_agg(whole ->> key, ' ') from unnest(string_to_array(tg_argv[0], ',')) as key),
    lower(tg_op), gone, come
  );
  return null;
end $$;

-- What the seal of a row covers, as text: server/audit/verify.ts writes the same and needs no trust in this function.
create function audit_text(a audit) returns text language sql immutable as $$
  select concat_ws(E'\n', a.chain, a.seq, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    coalesce(a.account::text, '-'), coalesce(to_json(a.name)::text, '-'), coalesce(to_json(a.address)::text, '-'),
    coalesce(to_json(a.request)::text, '-'), coalesce(to_json(a.via)::text, '-'), a.path::text, to_json(a.noun),
    to_json(a.row), to_json(a.deed), coalesce(a.before::text, '-'), coalesce(a.after::text, '-'))
$$;

-- At commit, in the order of commits: number the rows of this transaction within their chains and seal each over the one before.
-- The first row to come does it for all, so that a head is written once for each transaction.
create function audit_seal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head audit_head;
  a audit;
  sealed bigint;
begin
  -- by its key alone: the index of open rows is full of those just sealed, and to look there for each made it quadratic
  select audit.seq into sealed from audit where id = new.id;
  if sealed is not null then return null; end if;
  for a in select * from audit where tx = pg_current_xact_id() and seq is null order by chain, id loop
    if head.chain is distinct from a.chain then
      update audit_head set seq = head.seq, hash = head.hash where chain = head.chain;
      insert into audit_head values (a.chain, 0, '\x00') on conflict do nothing;
      select * into head from audit_head where chain = a.chain for update;
    end if;
    a.seq := head.seq + 1;
    a.hash := sha256(head.hash || convert_to(audit_text(a), 'UTF8'));
    update audit set seq = a.seq, before_hash = head.hash, hash = a.hash where id = a.id;
    head.seq := a.seq;
    head.hash := a.hash;
  end loop;
  update audit_head set seq = head.seq, hash = head.hash where chain = head.chain;
  return null;
end $$;

create constraint trigger audit_sealed after insert on audit
  deferrable initially deferred for each row execute function audit_seal();

-- Many rows at once (an import) are one row of the trail for each office, which holds the digest of them all in the order of
-- their keys: a line for each row, of outlet, version, cause, upload, account, since, what, with a blank between.
create sequence outlet_batch;
create function outlet_batch_begun() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform nextval('outlet_batch');
  return null;
end $$;
create function outlet_batch_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.batch := currval('outlet_batch');
  new.home := new.path;
  return new;
end $$;
create trigger batch before insert on outlet_version for each statement execute function outlet_batch_begun();
create trigger batch_row before insert on outlet_version for each row execute function outlet_batch_row();

create function audit_rows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit (chain, at, account, name, address, request, via, path, place, noun, row, deed, before, after)
  select subpath(home, 0, least(nlevel(home), 2))::text, clock_timestamp(),
    nullif(current_setting('yike.account', true), '')::uuid, nullif(current_setting('yike.name', true), ''),
    nullif(current_setting('yike.address', true), ''), nullif(current_setting('yike.request', true), ''),
    nullif(current_setting('yike.via', true), ''), home, home, tg_table_name, batch::text, lower(tg_op), null,
    jsonb_build_object('rows', count(*), 'sha256', encode(sha256(convert_to(string_agg(
      concat_ws(' ', outlet, version, cause, coalesce(upload::text, '-'), coalesce(account::text, '-'),
        to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), what),
      E'\n' order by outlet, version), 'UTF8')), 'hex'))
  from fresh group by home, batch;
  return null;
end $$;

create trigger audited after insert on outlet_version referencing new table as fresh
  for each statement execute function audit_rows();

do $$
declare
  pair text[];
begin
  foreach pair slice 1 in array array[
    ['office', 'id'], ['office_change', 'id'], ['account', 'id'], ['appointment', 'id'], ['token', 'id'], ['invitation', 'id'],
    ['upload', 'id'], ['mapping', 'office,kind,headings'], ['layer', 'id'], ['duplicate', 'id'], ['verification', 'id'], ['plan', 'id']
  ] loop
    execute format('create trigger audited after insert or update or delete on %I for each row execute function audit_row(%L)', pair[1], pair[2]);
  end loop;
end $$;
-- a run's beats and steps are no deeds: its making, its end and its cancelling are
create trigger audited_made after insert or delete on run for each row execute function audit_row('id');
create trigger audited after update of state, shared, title on run for each row
  when (old.state is distinct from new.state or old.shared is distinct from new.shared or old.title is distinct from new.title)
  execute function audit_row('id');

-- What changes no table and is a deed all the same: signing in, taking a list away.
create function audit_note(place ltree, noun text, what text, deed text, after jsonb) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into audit (chain, at, account, name, address, request, via, path, place, noun, row, deed, after)
  values (
    subpath(place, 0, least(nlevel(place), 2))::text, clock_timestamp(),
    nullif(current_setting('yike.account', true), '')::uuid, nullif(current_setting('yike.name', true), ''),
    nullif(current_setting('yike.address', true), ''), nullif(current_setting('yike.request', true), ''),
    nullif(current_setting('yike.via', true), ''), place, place, noun, what, deed, after
  )
$$;

-- What a run found is evidence: once done, nothing of it changes but its title and who is shown it.
create function run_kept() returns trigger language plpgsql as $$
declare
  free text[] := array['title', 'shared', 'version'];
begin
  -- it goes where its office goes (move_office), which the application cannot do by itself
  if current_user <> 'yike_app' then free := free || 'path'::text; end if;
  if old.state = 'done' and to_jsonb(old) - free <> to_jsonb(new) - free then
    raise exception 'a run that is done does not change' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger kept before update on run for each row execute function run_kept();

-- ── who sees what ────────────────────────────────────────────────────────────────────────────────────────────────

create function reads() returns ltree[] language sql stable as
  $$ select string_to_array(nullif(current_setting('yike.reads', true), ''), ',')::ltree[] $$;
create function writes() returns ltree[] language sql stable as
  $$ select string_to_array(nullif(current_setting('yike.writes', true), ''), ',')::ltree[] $$;
create function administers() returns ltree[] language sql stable as
  $$ select string_to_array(nullif(current_setting('yike.administers', true), ''), ',')::ltree[] $$;

do $$
declare
  t text;
begin
  foreach t in array array['account', 'appointment', 'token', 'invitation', 'upload', 'upload_finding', 'mapping',
    'outlet', 'outlet_version', 'duplicate', 'verification', 'plan_version'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy reads on %I for select using (path <@ any ((select reads())::ltree[]))', t);
  end loop;
  -- what was shared is seen from below as well: a street sees how its city was measured
  foreach t in array array['layer', 'run', 'plan'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy reads on %I for select using (path <@ any ((select reads())::ltree[])
      or (shared and path @> any ((select reads())::ltree[])))', t);
  end loop;
  foreach t in array array['run_file', 'run_child', 'coverage', 'circle'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy reads on %I for select using (exists (select from run r where r.id = %I.run))', t, t);
  end loop;
  -- people, their roles and the tree are changed by those who administer
  foreach t in array array['office_change', 'account', 'appointment', 'token', 'invitation'] loop
    execute format('create policy adds on %I for insert with check (path <@ any ((select administers())::ltree[]))', t);
    execute format('create policy changes on %I for update using (path <@ any ((select administers())::ltree[])) with check (path <@ any ((select administers())::ltree[]))', t);
    execute format('create policy removes on %I for delete using (path <@ any ((select administers())::ltree[]))', t);
  end loop;
  foreach t in array array['upload', 'upload_finding', 'mapping', 'layer', 'outlet', 'duplicate', 'verification', 'run', 'run_file', 'run_child', 'coverage', 'circle', 'plan'] loop
    execute format('create policy adds on %I for insert with check (path <@ any ((select writes())::ltree[]))', t);
    execute format('create policy changes on %I for update using (path <@ any ((select writes())::ltree[])) with check (path <@ any ((select writes())::ltree[]))', t);
    execute format('create policy removes on %I for delete using (path <@ any ((select writes())::ltree[]))', t);
  end loop;
  foreach t in array array['outlet_version', 'plan_version'] loop
    execute format('create policy adds on %I for insert with check (path <@ any ((select writes())::ltree[]))', t);
  end loop;
end $$;

alter table audit enable row level security;
create policy reads on audit for select using (place <@ any ((select reads())::ltree[]));

-- the tree itself and what it was called are public knowledge; changing it is not
alter table office enable row level security;
create policy reads on office for select using (true);
alter table office_change enable row level security;
create policy reads on office_change for select using (true);
create policy adds on office for insert with check (path <@ any ((select administers())::ltree[]));
create policy changes on office for update using (path <@ any ((select administers())::ltree[]))
  with check (path <@ any ((select administers())::ltree[]));

-- ── when offices change ──────────────────────────────────────────────────────────────────────────────────────────

-- An office goes elsewhere in the tree, and with it all below it and everything that bears their path: rights over the new
-- place reach its whole history. Allowed to whoever administers both places.
create function move_office(old_path ltree, new_path ltree) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  t text;
begin
  if not (coalesce(old_path <@ any (administers()), false) and nlevel(old_path) > 1 and nlevel(new_path) > 1
      and coalesce(subpath(new_path, 0, -1) <@ any (administers()), false)) then
    raise exception 'moving an office takes rights at both places' using errcode = 'insufficient_privilege';
  end if;
  if new_path <@ old_path or exists (select from office where path <@ new_path) then
    raise exception 'an office is in the way' using errcode = 'unique_violation';
  end if;
  if not exists (select from office where path = subpath(new_path, 0, -1)) then
    raise exception 'there is no such office to go under' using errcode = 'check_violation';
  end if;
  -- the offices first: whoever adds to one of them at this moment is waited for, or waits and is told to begin again (path_stands)
  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'path' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'audit'
      and a.atttypid = 'ltree'::regtype order by c.relname <> 'office', c.relname
  loop
    execute format('update %I set path = case when path = $1 then $2 else $2 || subpath(path, nlevel($1)) end where path <@ $1', t)
      using old_path, new_path;
  end loop;
  update audit set place = case when place = old_path then new_path else new_path || subpath(place, nlevel(old_path)) end
    where place <@ old_path;
end $$;

-- A row stands where its owner stands. Arguments: the owner's table, the column that names it, and which rows (f) must.
create function path_stands() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  stray boolean;
begin
  execute format('select exists (select from fresh f join %I o on o.id = f.%I where o.path <> f.path and %s)',
    tg_argv[0], tg_argv[1], coalesce(tg_argv[2], 'true')) into stray;
  if stray then
    raise exception '% stands elsewhere than its %: the office has just been moved, begin again', tg_table_name, tg_argv[0]
      using errcode = 'serialization_failure';
  end if;
  return null;
end $$;
do $$
declare
  pair text[];
begin
  foreach pair slice 1 in array array[
    ['account', 'office', 'office'], ['appointment', 'office', 'office'], ['invitation', 'office', 'office'], ['token', 'account', 'account'],
    ['upload', 'office', 'office'], ['mapping', 'office', 'office'], ['layer', 'office', 'office'], ['outlet', 'office', 'office'],
    ['duplicate', 'office', 'office'], ['verification', 'office', 'office'],
    ['run', 'office', 'office'], ['run_file', 'run', 'run'], ['run_child', 'run', 'run'], ['coverage', 'run', 'run'], ['circle', 'run', 'run'],
    ['plan', 'office', 'office'], ['plan_version', 'plan', 'plan'], ['upload_finding', 'upload', 'upload'],
    ['office_change', 'office', 'office']
  ] loop
    execute format('create trigger stands after insert on %I referencing new table as fresh for each statement execute function path_stands(%L, %L)',
      pair[1], pair[2], pair[3]);
  end loop;
end $$;
-- but for the version by which an outlet leaves an office: it stays behind
create trigger stands after insert on outlet_version referencing new table as fresh for each statement
  execute function path_stands('outlet', 'outlet', 'not f.what ? ''left''');

-- How many roles somebody holds beyond some places: whoever may not take those away may not act for that person.
create function held_beyond(who uuid, places ltree[], now timestamptz) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::integer from appointment where account = who and (until is null or until > now) and not path <@ any (places)
$$;

-- Whether an office has an administrator of its own apart from one person.
create function administered_without(who uuid, office uuid, now timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from appointment p join account a on a.id = p.account
    where p.office = administered_without.office and p.role = 'administer' and p.account <> who
      and (p.until is null or p.until > administered_without.now) and a.ended_at is null)
$$;

-- ── what the application may do at all ───────────────────────────────────────────────────────────────────────────

grant select, insert, update on office, account, upload, layer, outlet, duplicate, verification, run, plan, mapping to yike_app;
grant select, insert on office_change, outlet_version, plan_version, upload_finding, run_file, run_child, coverage, circle, blob to yike_app;
grant select, insert, update, delete on appointment, session, token, invitation, handshake to yike_app;
grant delete on upload_finding, run_file, coverage, circle, blob, mapping to yike_app;
grant select on audit, audit_head to yike_app;
revoke all on function audit_note(ltree, text, text, text, jsonb), move_office(ltree, ltree), held_beyond(uuid, ltree[], timestamptz),
  administered_without(uuid, uuid, timestamptz) from public;
grant execute on function audit_note(ltree, text, text, text, jsonb), move_office(ltree, ltree), held_beyond(uuid, ltree[], timestamptz),
  administered_without(uuid, uuid, timestamptz) to yike_app;
