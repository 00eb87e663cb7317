-- +goose Up

-- What is held until quiet hours end: what stands here of it is in which slot it was
-- due, and when. due_at is 0 for what a turn asked for.
alter table reminder add column slot text not null default '';
alter table reminder add column due_at bigint not null default 0;
create index reminder_shop on reminder (shop, at);

-- Which jobs an answer is of, JSON without what they were told; '' when somebody
-- wrote. It rests when quiet hours began before it was sent, and then keeps nobody
-- behind it waiting; 0 for what does not.
alter table outbox add column jobs text not null default '';
alter table outbox add column rests bigint not null default 0;
drop index outbox_channel;
create index outbox_channel on outbox (channel, id) where state < 2 and rests = 0;
create index outbox_rests on outbox (rests) where state < 2 and rests > 0;
