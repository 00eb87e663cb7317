-- +goose Up
-- What the shop spends on itself, and what it owes those it buys from.
alter table entry add column head text not null default '';
alter table entry add column owed bigint not null default 0;
alter table day_total add column expense bigint not null default 0;
alter table day_total add column drawn bigint not null default 0;
alter table day_total add column paid bigint not null default 0;
alter table day_item add column expense bigint not null default 0;
alter table day_item add column drawn bigint not null default 0;
alter table day_item add column paid bigint not null default 0;
alter table day_hour add column expense bigint not null default 0;
alter table day_hour add column drawn bigint not null default 0;
alter table day_hour add column paid bigint not null default 0;
alter table day_customer add column expense bigint not null default 0;
alter table day_customer add column drawn bigint not null default 0;
alter table day_customer add column paid bigint not null default 0;

create table day_head (
	shop bigint not null,
	day text not null,
	head text not null,
	expense bigint not null,
	drawn bigint not null,
	cash bigint not null,
	upi bigint not null,
	primary key (shop, day, head)
);

create table owed (
	shop bigint not null,
	customer text not null, -- who supplies
	owed bigint not null, -- to him; below zero is the shop's advance with him
	primary key (shop, customer)
);

-- +goose Down
drop table owed;
drop table day_head;
alter table day_customer drop column paid;
alter table day_customer drop column drawn;
alter table day_customer drop column expense;
alter table day_hour drop column paid;
alter table day_hour drop column drawn;
alter table day_hour drop column expense;
alter table day_item drop column paid;
alter table day_item drop column drawn;
alter table day_item drop column expense;
alter table day_total drop column paid;
alter table day_total drop column drawn;
alter table day_total drop column expense;
alter table entry drop column owed;
alter table entry drop column head;
