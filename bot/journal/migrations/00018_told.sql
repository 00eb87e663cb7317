-- +goose Up

-- What an address was told last, sent or not: a number that is typed is a place among
-- the choices of that.
create index outbox_told on outbox (channel, blind, id);
