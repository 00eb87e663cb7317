-- +goose Up

-- What rests for whom: who writes is told it with his answer.
create index outbox_resting on outbox (channel, blind) where state < 2 and rests > 0;

-- +goose Down
drop index outbox_resting;
