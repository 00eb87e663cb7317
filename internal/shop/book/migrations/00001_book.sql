-- +goose Up
-- The book of every shop. Amounts are paise, quantities thousandths of the
-- item's unit, at is milliseconds of Unix time; a day is one of the shop's
-- calendar, as text. entry and change are only ever added to; everything else
-- is what they add up to.

create table profile (
	shop bigint primary key,
	name text not null default '',
	trade text not null default '',
	place text not null default '',
	words bigint not null default 0 -- counts changes of what things are called
);

create table setting (
	shop bigint not null,
	name text not null,
	value text not null,
	primary key (shop, name)
);

create table item (
	shop bigint not null,
	id text not null,
	facts text not null, -- JSON; of a starter item only what differs
	primary key (shop, id)
);

create table customer (
	shop bigint not null,
	id text not null,
	facts text not null,
	primary key (shop, id)
);

create table entry (
	shop bigint not null,
	turn bigint not null,
	n bigint not null,
	kind text not null,
	item text not null,
	customer text not null,
	day text not null,
	hour bigint not null,
	at bigint not null,
	person bigint not null,
	note text not null,
	reverses_turn bigint not null,
	reverses_n bigint not null,
	root_turn bigint not null,
	root_n bigint not null,
	sign bigint not null,
	qty bigint not null,
	value bigint not null,
	cost bigint not null,
	revenue bigint not null,
	discount bigint not null,
	uncosted bigint not null,
	spent bigint not null,
	cash bigint not null,
	upi bigint not null,
	due bigint not null,
	doubt bigint not null,
	bills bigint not null,
	primary key (shop, turn, n)
);
create index entry_day on entry (shop, day);
create index entry_item on entry (shop, item, day);
create index entry_customer on entry (shop, customer, day);
create index entry_root on entry (shop, root_turn, root_n);

create table change (
	shop bigint not null,
	turn bigint not null,
	n bigint not null,
	what text not null,
	id text not null,
	field text not null,
	before text not null, -- JSON, null for nothing
	after text not null,
	reverses_turn bigint not null,
	reverses_n bigint not null,
	at bigint not null,
	person bigint not null,
	primary key (shop, turn, n)
);
create index change_thing on change (shop, what, id, turn, n);

create table stock (
	shop bigint not null,
	item text not null,
	qty bigint not null,
	value bigint not null,
	doubt bigint not null,
	primary key (shop, item)
);

create table balance (
	shop bigint not null,
	customer text not null,
	due bigint not null,
	primary key (shop, customer)
);

create table cash (
	shop bigint primary key,
	cash bigint not null,
	upi bigint not null
);

create table day_total (
	shop bigint not null,
	day text not null,
	sold bigint not null,
	bought bigint not null,
	revenue bigint not null,
	discount bigint not null,
	cost bigint not null,
	uncosted bigint not null,
	spent bigint not null,
	cash bigint not null,
	upi bigint not null,
	credit bigint not null,
	repaid bigint not null,
	bills bigint not null,
	lines bigint not null,
	primary key (shop, day)
);

create table day_item (
	shop bigint not null,
	day text not null,
	item text not null,
	sold bigint not null,
	bought bigint not null,
	revenue bigint not null,
	discount bigint not null,
	cost bigint not null,
	uncosted bigint not null,
	spent bigint not null,
	cash bigint not null,
	upi bigint not null,
	credit bigint not null,
	repaid bigint not null,
	bills bigint not null,
	lines bigint not null,
	primary key (shop, day, item)
);
create index day_item_item on day_item (shop, item, day);

create table day_hour (
	shop bigint not null,
	day text not null,
	hour bigint not null,
	sold bigint not null,
	bought bigint not null,
	revenue bigint not null,
	discount bigint not null,
	cost bigint not null,
	uncosted bigint not null,
	spent bigint not null,
	cash bigint not null,
	upi bigint not null,
	credit bigint not null,
	repaid bigint not null,
	bills bigint not null,
	lines bigint not null,
	primary key (shop, day, hour)
);

create table day_customer (
	shop bigint not null,
	day text not null,
	customer text not null,
	sold bigint not null,
	bought bigint not null,
	revenue bigint not null,
	discount bigint not null,
	cost bigint not null,
	uncosted bigint not null,
	spent bigint not null,
	cash bigint not null,
	upi bigint not null,
	credit bigint not null,
	repaid bigint not null,
	bills bigint not null,
	lines bigint not null,
	primary key (shop, customer, day)
);
create index day_customer_day on day_customer (shop, day);

create table demo (
	person bigint primary key,
	shop bigint not null,
	home bigint not null, -- where leaving leads
	day text not null -- the day it was filled for
);

-- +goose Down
drop table demo;
drop table day_customer;
drop table day_hour;
drop table day_item;
drop table day_total;
drop table cash;
drop table balance;
drop table stock;
drop table change;
drop table entry;
drop table customer;
drop table item;
drop table setting;
drop table profile;
