-- +goose Up

-- How far a job has come among the shops of a zone, in its newest slot. There is no
-- row for each shop: shops are gone over in the order of the index below.
create table schedule (
	job text not null,
	zone text not null,
	slot text not null,
	at bigint not null, -- when the slot is
	place bigint not null, -- shops at earlier places are done …
	shop bigint not null, -- … and those at this one up to this
	primary key (job, zone)
);

-- A shop's place is its share of a job's jitter: its number times 65536 divided by
-- the golden ratio, which lays consecutive numbers far from each other.
create index shop_place on shop (zone, (id * 40503 % 65536), id);

-- What turns asked to be done later. Whether a turn has been taken back is found
-- out when the time comes: it may be taken back, and that taken back too.
create table reminder (
	id bigserial primary key,
	shop bigint not null references shop (id),
	person bigint not null references person (id),
	turn bigint not null,
	job text not null,
	args text not null,
	at bigint not null
);
create index reminder_due on reminder (job, at, id);
create index reminder_turn on reminder (turn);

-- "Undo" means what somebody did, not what a job did meanwhile.
alter table turn add column unasked boolean not null default false;
drop index turn_undoable;
create index turn_undoable on turn (shop, person, id)
	where changes > 0 and (undoes = 0 or errands > 0) and undone_by = 0 and not unasked;
