-- +goose Up
-- What was counted in the till as a day was closed. day_close is the sum of the
-- entries that closed a day, so that the last closed day is found without them:
-- closes is one when its count stands, and none when it was taken back.
alter table entry add column counted bigint not null default 0;

create table day_close (
	shop bigint not null,
	day text not null,
	closes bigint not null,
	counted bigint not null,
	primary key (shop, day)
);

-- +goose Down
drop table day_close;
alter table entry drop column counted;
