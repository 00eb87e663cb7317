-- +goose Up
-- Customers who were given up, and under '' the shop itself: hidden from then on,
-- destroyed at their time. Who is destroyed stays here, as the number that his
-- entries have instead of his own.
create table leaving (
	shop bigint not null,
	customer text not null,
	until text not null, -- the day of it in the shop's zone, '' once it is done
	at bigint not null, -- when that day begins, 0 once it is done
	primary key (shop, customer)
);
create index leaving_due on leaving (at) where at > 0;

-- Alerts that were seen, and how things stood then: they are listed again when that
-- is otherwise.
create table seen (
	shop bigint not null,
	kind text not null,
	thing text not null, -- an item or a customer, '' for the shop
	state text not null,
	primary key (shop, kind, thing)
);

-- +goose Down
drop table seen;
drop table leaving;
