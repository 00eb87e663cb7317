-- +goose Up
-- What shops have between them. A deal is one shop's copy of goods that may change
-- hands; its facts are sealed. A neighbour is a shop that has agreed to be asked
-- about an item, about any when item is '': where it is in hundred-thousandths of a
-- degree, and the cells of a fine and of a wide grid that is in. Who has not agreed is
-- not there.

create table deal (
	shop bigint not null,
	id text not null,
	open bigint not null, -- 1 while something may come of it
	facts text not null,
	primary key (shop, id)
);
create index deal_open on deal (shop, open, id) where open = 1;

create table neighbour (
	shop bigint not null,
	item text not null,
	cell bigint not null,
	area bigint not null,
	lat bigint not null,
	lon bigint not null,
	primary key (shop, item)
);
create index neighbour_cell on neighbour (cell, item, shop, lat, lon);
create index neighbour_area on neighbour (area, item, shop, lat, lon);

-- +goose Down
drop table neighbour;
drop table deal;
