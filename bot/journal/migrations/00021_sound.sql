-- +goose Up

-- Whose voice a blob is; 0 is nobody's. What he wants of it he says for himself, in
-- whichever shop he is.
alter table blob add column person bigint not null default 0;
create index blob_person on blob (person);
create index preference_person on preference (person, name);

-- +goose Down
drop index preference_person;
drop index blob_person;
alter table blob drop column person;
