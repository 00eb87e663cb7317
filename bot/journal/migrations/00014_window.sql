-- +goose Up

-- When who an answer goes to had written last when it was made; 0 when that is not known.
alter table outbox add column wrote bigint not null default 0;

-- What rests for whom: who writes is told it with his answer.
create index outbox_resting on outbox (channel, blind) where state < 2 and rests > 0;

-- +goose Down
drop index outbox_resting;
alter table outbox drop column wrote;
