-- +goose Up

-- What hears and what speaks was used for, and what that cost, by the day in India: of each
-- shop, and, as shop 0, of all. It tells nothing of what was said, nor by whom.
create table speech (
	shop bigint not null,
	day text not null, -- 2026-11-23
	driver text not null,
	heard bigint not null, -- 1 is heard, 0 spoken
	uses bigint not null,
	millis bigint not null, -- of sound
	runes bigint not null, -- of what was spoken
	cost bigint not null, -- millionths of a rupee, before tax
	primary key (shop, day, driver, heard)
);
create index speech_day on speech (day);

-- +goose Down
drop table speech;
