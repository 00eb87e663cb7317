-- +goose Up

-- Who does what, where several processes work on one journal. A lease only saves
-- work: revisions keep the book right when two hold the same.
create table lease (
	name text not null primary key,
	owner text not null,
	epoch bigint not null, -- how often it changed hands
	until bigint not null
);
