-- +goose Up

create table shop (
	id bigserial primary key,
	rev bigint not null default 0, -- counts the turns that changed something
	zone text not null,
	demo boolean not null,
	created_at bigint not null
);

create table person (
	id bigserial primary key,
	current_shop bigint not null references shop (id),
	created_at bigint not null
);

create table alias (
	channel text not null,
	address text not null,
	person bigint not null references person (id),
	primary key (channel, address)
);
create index alias_person on alias (person);

create table member (
	shop bigint not null references shop (id),
	person bigint not null references person (id),
	role text not null,
	primary key (shop, person)
);
create index member_person on member (person, shop);

create table inbox (
	id bigserial primary key,
	channel text not null,
	message_id text not null,
	shop bigint not null references shop (id),
	person bigint not null references person (id),
	body text not null,
	turn bigint not null default 0, -- the group it was put in, then the turn it was worked in
	state bigint not null default 0, -- 0 pending, 1 done
	received_at bigint not null,
	unique (channel, message_id)
);
create index inbox_pending on inbox (shop, id) where state = 0;

create table checkpoint (
	shop bigint not null references shop (id),
	person bigint not null references person (id),
	rev bigint not null,
	body text not null,
	primary key (shop, person)
);

create table turn (
	id bigint not null primary key, -- the inbox number of its first message
	shop bigint not null references shop (id),
	person bigint not null references person (id),
	at bigint not null,
	changes bigint not null,
	errands bigint not null, -- how many it finished; an undo that finished some is a correction
	undoes bigint not null, -- the turn it takes back, 0 for none
	own boolean not null, -- what that turn had itself taken back stays taken back
	undone_by bigint not null default 0, -- the turn that takes it back, 0 for none
	body text not null
);
create index turn_undoable on turn (shop, person, id) where changes > 0 and (undoes = 0 or errands > 0) and undone_by = 0;

create table outbox (
	id bigserial primary key,
	shop bigint not null references shop (id),
	turn bigint not null references turn (id),
	channel text not null,
	address text not null,
	lang text not null,
	demo boolean not null,
	body text not null,
	state bigint not null default 0, -- 0 queued, 1 sending, 2 sent, 3 failed
	tries bigint not null default 0,
	due_at bigint not null, -- when it may be claimed, again if it is being sent
	claimed_at bigint,
	bubble text, -- the channel's id of it
	error text
);
create index outbox_channel on outbox (channel, id) where state < 2;
create index outbox_address on outbox (channel, address, id) where state < 2;
create index outbox_turn on outbox (turn) where state < 2;
create index outbox_bubble on outbox (channel, bubble) where bubble is not null;

create table blob (
	shop bigint not null references shop (id),
	key text not null, -- SHA-256 of the bytes, in hex
	size bigint not null,
	expires_at bigint not null,
	primary key (shop, key)
);
create index blob_expiry on blob (expires_at);
