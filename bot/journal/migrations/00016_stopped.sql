-- +goose Up

-- Since when operators have a shop stopped; 0 when they have not.
alter table shop add column stopped_at bigint not null default 0;

-- Shops as administrators count them, and when somebody of each wrote last.
create index shop_created on shop (created_at) where not demo;
create index turn_wrote on turn (shop, at) where not unasked;

-- +goose Down
drop index turn_wrote;
drop index shop_created;
alter table shop drop column stopped_at;
