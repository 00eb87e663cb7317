-- +goose Up

-- Whether a bubble has been counted among what is paid for.
alter table bubble add column charged bigint not null default 0;

-- What messages cost, by the month of whoever is charged: of each shop, and, as shop 0, of
-- all. It tells nothing of what was said, nor to whom.
create table spent (
	month text not null, -- 2026-11
	shop bigint not null,
	channel text not null,
	category text not null,
	n bigint not null,
	cost bigint not null, -- millionths of a rupee, before tax
	primary key (month, shop, channel, category)
);

-- +goose Down
drop table spent;
alter table bubble drop column charged;
