-- +goose Up

-- What a member is called in a shop, sealed, and when another vouched for him.
alter table member add column name text not null default '';
alter table member add column vouched bigint not null default 0;

-- Places in shops for who has the code. The code itself is not kept: only its index.
create table invitation (
	shop bigint not null references shop (id),
	n bigint not null, -- counts those of the shop
	blind text not null,
	role text not null,
	title text not null, -- what the shop is called, sealed
	person bigint not null, -- who invites
	until bigint not null,
	used_by bigint not null default 0, -- 0 for nobody yet
	primary key (shop, n)
);
create unique index invitation_blind on invitation (blind);

-- What is kept of a person's PIN: stretched, and sealed.
create table pin (
	person bigint not null primary key references person (id),
	kept text not null
);

-- Wrong guesses at a PIN, a code, or who one is.
create table tries (
	person bigint not null references person (id),
	what text not null,
	wrong bigint not null,
	until bigint not null, -- 0 for none
	primary key (person, what)
);

-- +goose Down
drop table tries;
drop table pin;
drop table invitation;
alter table member drop column vouched;
alter table member drop column name;
