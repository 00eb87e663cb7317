-- +goose Up
-- Goods that went without being sold, broken or used by the shop itself, beside
-- the sales; and which of an item's goods expire when. A batch is a sum of entries
-- like stock, and may be below zero where an entry was taken back.
alter table entry add column batch bigint not null default 0;
alter table entry add column expires text not null default '';

create table batch (
	shop bigint not null,
	item text not null,
	expires text not null, -- the last day they are good on
	qty bigint not null,
	primary key (shop, item, expires)
);
create index batch_left on batch (shop, item) where qty <> 0;
alter table day_total add column spoilt bigint not null default 0;
alter table day_total add column waste bigint not null default 0;
alter table day_total add column used bigint not null default 0;
alter table day_total add column upkeep bigint not null default 0;
alter table day_item add column spoilt bigint not null default 0;
alter table day_item add column waste bigint not null default 0;
alter table day_item add column used bigint not null default 0;
alter table day_item add column upkeep bigint not null default 0;
alter table day_hour add column spoilt bigint not null default 0;
alter table day_hour add column waste bigint not null default 0;
alter table day_hour add column used bigint not null default 0;
alter table day_hour add column upkeep bigint not null default 0;
alter table day_customer add column spoilt bigint not null default 0;
alter table day_customer add column waste bigint not null default 0;
alter table day_customer add column used bigint not null default 0;
alter table day_customer add column upkeep bigint not null default 0;
alter table day_customer_item add column spoilt bigint not null default 0;
alter table day_customer_item add column waste bigint not null default 0;
alter table day_customer_item add column used bigint not null default 0;
alter table day_customer_item add column upkeep bigint not null default 0;
alter table month_item add column spoilt bigint not null default 0;
alter table month_item add column waste bigint not null default 0;
alter table month_item add column used bigint not null default 0;
alter table month_item add column upkeep bigint not null default 0;
alter table month_customer add column spoilt bigint not null default 0;
alter table month_customer add column waste bigint not null default 0;
alter table month_customer add column used bigint not null default 0;
alter table month_customer add column upkeep bigint not null default 0;

-- +goose Down
alter table month_customer drop column upkeep;
alter table month_customer drop column used;
alter table month_customer drop column waste;
alter table month_customer drop column spoilt;
alter table month_item drop column upkeep;
alter table month_item drop column used;
alter table month_item drop column waste;
alter table month_item drop column spoilt;
alter table day_customer_item drop column upkeep;
alter table day_customer_item drop column used;
alter table day_customer_item drop column waste;
alter table day_customer_item drop column spoilt;
alter table day_customer drop column upkeep;
alter table day_customer drop column used;
alter table day_customer drop column waste;
alter table day_customer drop column spoilt;
alter table day_hour drop column upkeep;
alter table day_hour drop column used;
alter table day_hour drop column waste;
alter table day_hour drop column spoilt;
alter table day_item drop column upkeep;
alter table day_item drop column used;
alter table day_item drop column waste;
alter table day_item drop column spoilt;
alter table day_total drop column upkeep;
alter table day_total drop column used;
alter table day_total drop column waste;
alter table day_total drop column spoilt;
drop index batch_left;
drop table batch;
alter table entry drop column expires;
alter table entry drop column batch;
