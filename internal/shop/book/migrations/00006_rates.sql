-- +goose Up
-- Prices of an item other than its usual one: a customer's own, a pack's. A row
-- is what the changes of it add up to; paise for one of the unit.

create table rate (
	shop bigint not null,
	item text not null,
	customer text not null, -- '' for everybody
	unit text not null, -- '' for the item's own
	price bigint not null,
	primary key (shop, item, customer, unit)
);

-- +goose Down
drop table rate;
