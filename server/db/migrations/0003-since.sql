-- Whether a ledger has moved since a moment is asked for every run that is looked at.
create index outlet_version_since on outlet_version (since);
