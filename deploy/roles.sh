#!/bin/bash
# Run once by the image of PostgreSQL, when it makes the database: the owner of the tables and the application, each with a login.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set app="$APP_PASSWORD" --set migrator="$MIGRATOR_PASSWORD" <<'SQL'
create role yike_migrator login password :'migrator';
create role yike_app login password :'app';
revoke all on database yike from public;
grant create, connect on database yike to yike_migrator;
grant connect on database yike to yike_app;
revoke create on schema public from public;
grant usage, create on schema public to yike_migrator;
grant usage on schema public to yike_app;
SQL
