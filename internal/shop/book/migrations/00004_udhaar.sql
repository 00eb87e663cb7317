-- +goose Up
-- Until is the day that what an entry makes due was promised to be paid by, ''
-- when nothing was.
alter table entry add column until text not null default '';
create index entry_until on entry (shop, customer, day) where until <> '';

-- +goose Down
drop index entry_until;
alter table entry drop column until;
