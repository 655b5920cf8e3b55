-- The JSON of transcripts and timelines is only ever read and erased whole.
create table ramais.call (
    id             uuid primary key,
    extension_id   integer not null,
    ai_number      text not null,
    condominium_id integer not null,
    apartment      text not null,
    started_at     timestamptz not null,
    ended_at       timestamptz,
    result         text,
    state          text not null,
    writer         text not null,
    saved_at       timestamptz not null
);
create index call_by_start on ramais.call (started_at, id);
create index call_by_condominium on ramais.call (condominium_id, started_at, id);
create index call_by_result on ramais.call (result, started_at, id);
create index call_by_condominium_and_result on ramais.call (condominium_id, result, started_at, id);
create index call_unfinished on ramais.call (writer) where ended_at is null;

create table ramais.call_leg (
    call_id      uuid not null references ramais.call on delete cascade,
    seq          integer not null,
    role         text not null,
    port         integer not null,
    connected_at timestamptz not null,
    ended_at     timestamptz,
    end_reason   text,
    primary key (call_id, seq)
);

create table ramais.call_decision (
    call_id     uuid primary key references ramais.call on delete cascade,
    authorized  boolean not null,
    apartment   text not null,
    resident    text not null,
    visitor     text not null,
    intent_type text not null,
    decided_by  text not null,
    decided_at  timestamptz not null
);

create table ramais.call_transcript (
    call_id uuid primary key references ramais.call on delete cascade,
    lines   jsonb not null,
    details jsonb not null
);

create table ramais.call_timeline (
    call_id uuid primary key references ramais.call on delete cascade,
    events  jsonb not null
);
