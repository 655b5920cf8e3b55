-- Instants are milliseconds since 1970 in UTC, ids the text of a UUID in lower case. The JSON of transcripts and timelines is only ever
-- read and erased whole.
create table call (
    id             text primary key,
    extension_id   integer not null,
    ai_number      text not null,
    condominium_id integer not null,
    apartment      text not null,
    started_at     integer not null,
    ended_at       integer,
    result         text,
    state          text not null,
    writer         text not null,
    saved_at       integer not null
) without rowid;
create index call_by_start on call (started_at, id);
create index call_by_condominium on call (condominium_id, started_at, id);
create index call_by_result on call (result, started_at, id);
create index call_by_condominium_and_result on call (condominium_id, result, started_at, id);
create index call_unfinished on call (writer) where ended_at is null;

create table call_leg (
    call_id      text not null references call on delete cascade,
    seq          integer not null,
    role         text not null,
    port         integer not null,
    connected_at integer not null,
    ended_at     integer,
    end_reason   text,
    primary key (call_id, seq)
) without rowid;

create table call_decision (
    call_id     text primary key references call on delete cascade,
    authorized  integer not null,
    apartment   text not null,
    resident    text not null,
    visitor     text not null,
    intent_type text not null,
    decided_by  text not null,
    decided_at  integer not null
) without rowid;

create table call_transcript (
    call_id text primary key references call on delete cascade,
    lines   text not null,
    details text not null
);

create table call_timeline (
    call_id text primary key references call on delete cascade,
    events  text not null
);
