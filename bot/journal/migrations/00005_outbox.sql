-- +goose Up

-- What nobody tries to send any more, for the operator.
create index outbox_dead on outbox (id) where state = 3;

-- What the database knows of itself.
create table self (
	name text not null primary key,
	value text not null
);
