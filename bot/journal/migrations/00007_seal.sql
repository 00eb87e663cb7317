-- +goose Up

-- The key that locks the others, itself locked by a master key outside. There is
-- one row.
create table seal_root (
	id bigint not null primary key,
	master text not null, -- which one; its name, nothing of it
	wrapped text not null,
	made_at bigint not null
);

-- The keys of shops and of their customers, locked by the root key. New values
-- take the newest of an owner; deleting an owner's rows deletes what they sealed.
create table seal_key (
	id bigserial primary key,
	shop bigint not null, -- 0 is the database itself
	owner text not null default '', -- a customer of the shop; '' is the shop
	wrapped text not null,
	made_at bigint not null
);
create index seal_key_shop on seal_key (shop, id);

-- How far the sealing of rows from before has come.
create table seal_pass (
	name text not null primary key,
	after text not null, -- key of the last row, JSON
	done boolean not null
);

-- Addresses and channels' ids are kept as indexes, and sealed where they are read
-- back. A program of before does not find the columns and writes nothing wrong.
alter table alias rename column address to blind;
alter table alias add column sealed text not null default '';
alter table inbox rename column message_id to blind;
alter table outbox rename column address to blind;
alter table outbox add column sealed text not null default '';
alter table bubble rename column id to blind;
alter table bubble add column sealed text not null default '';
