-- +goose Up

-- When a shop that was given up is destroyed; 0 for one that was not.
alter table shop add column closes_at bigint not null default 0;
create index shop_closing on shop (closes_at) where closes_at > 0;
