-- +goose Up
-- What reports read beside the day summaries: of sales, what was paid at once and
-- how; what each customer took, by item; and items and customers by month
-- ("2026-11"), so that years need not be added up from days. All are sums of
-- entries like the rest, and are filled from them here.

alter table day_total add column sale_cash bigint not null default 0;
alter table day_total add column sale_upi bigint not null default 0;
update day_total set sale_cash = coalesce((select sum(e.cash) from entry e where e.kind = 'sale' and e.shop = day_total.shop and e.day = day_total.day), 0);
update day_total set sale_upi = coalesce((select sum(e.upi) from entry e where e.kind = 'sale' and e.shop = day_total.shop and e.day = day_total.day), 0);

alter table day_item add column sale_cash bigint not null default 0;
alter table day_item add column sale_upi bigint not null default 0;
update day_item set sale_cash = coalesce((select sum(e.cash) from entry e where e.kind = 'sale' and e.shop = day_item.shop and e.day = day_item.day and e.item = day_item.item), 0);
update day_item set sale_upi = coalesce((select sum(e.upi) from entry e where e.kind = 'sale' and e.shop = day_item.shop and e.day = day_item.day and e.item = day_item.item), 0);

alter table day_hour add column sale_cash bigint not null default 0;
alter table day_hour add column sale_upi bigint not null default 0;
update day_hour set sale_cash = coalesce((select sum(e.cash) from entry e where e.kind = 'sale' and e.shop = day_hour.shop and e.day = day_hour.day and e.hour = day_hour.hour), 0);
update day_hour set sale_upi = coalesce((select sum(e.upi) from entry e where e.kind = 'sale' and e.shop = day_hour.shop and e.day = day_hour.day and e.hour = day_hour.hour), 0);

alter table day_customer add column sale_cash bigint not null default 0;
alter table day_customer add column sale_upi bigint not null default 0;
update day_customer set sale_cash = coalesce((select sum(e.cash) from entry e where e.kind = 'sale' and e.shop = day_customer.shop and e.day = day_customer.day and e.customer = day_customer.customer), 0);
update day_customer set sale_upi = coalesce((select sum(e.upi) from entry e where e.kind = 'sale' and e.shop = day_customer.shop and e.day = day_customer.day and e.customer = day_customer.customer), 0);

create table day_customer_item (
	shop bigint not null,
	day text not null,
	customer text not null,
	item text not null,
	sold bigint not null,
	bought bigint not null,
	revenue bigint not null,
	discount bigint not null,
	cost bigint not null,
	uncosted bigint not null,
	spent bigint not null,
	cash bigint not null,
	upi bigint not null,
	credit bigint not null,
	repaid bigint not null,
	bills bigint not null,
	lines bigint not null,
	expense bigint not null default 0,
	drawn bigint not null default 0,
	paid bigint not null default 0,
	sale_cash bigint not null,
	sale_upi bigint not null,
	primary key (shop, customer, day, item)
);
create index day_customer_item_item on day_customer_item (shop, item, day);
insert into day_customer_item (shop, day, customer, item, sold, bought, revenue, discount, cost, uncosted, spent, cash, upi, credit, repaid, bills, lines, sale_cash, sale_upi)
	select shop, day, customer, item, sum(case when kind in ('sale') then -qty else 0 end),
		sum(case when kind in ('purchase') then qty else 0 end),
		sum(case when kind in ('sale') then revenue else 0 end),
		sum(case when kind in ('sale') then discount else 0 end),
		sum(case when kind in ('sale', 'purchase') then cost else 0 end),
		sum(case when kind in ('sale') then uncosted else 0 end),
		sum(case when kind in ('purchase') then spent else 0 end),
		sum(cash),
		sum(upi),
		sum(case when kind in ('sale', 'credit', 'opening') then due else 0 end),
		sum(case when kind in ('payment') then -due else 0 end),
		sum(bills),
		sum(case when kind in ('sale') then sign else 0 end),
		sum(case when kind in ('sale') then cash else 0 end),
		sum(case when kind in ('sale') then upi else 0 end)
	from entry where customer <> '' group by shop, day, customer, item;

create table month_item (
	shop bigint not null,
	month text not null,
	item text not null,
	sold bigint not null,
	bought bigint not null,
	revenue bigint not null,
	discount bigint not null,
	cost bigint not null,
	uncosted bigint not null,
	spent bigint not null,
	cash bigint not null,
	upi bigint not null,
	credit bigint not null,
	repaid bigint not null,
	bills bigint not null,
	lines bigint not null,
	expense bigint not null default 0,
	drawn bigint not null default 0,
	paid bigint not null default 0,
	sale_cash bigint not null,
	sale_upi bigint not null,
	primary key (shop, month, item)
);
create index month_item_item on month_item (shop, item, month, sold, revenue, cost, uncosted, lines, sale_cash, sale_upi); -- all a question reads
insert into month_item (shop, month, item, sold, bought, revenue, discount, cost, uncosted, spent, cash, upi, credit, repaid, bills, lines, sale_cash, sale_upi)
	select shop, substr(day, 1, 7), item, sum(sold), sum(bought), sum(revenue), sum(discount), sum(cost), sum(uncosted), sum(spent), sum(cash), sum(upi), sum(credit), sum(repaid), sum(bills), sum(lines), sum(sale_cash), sum(sale_upi)
	from day_item group by shop, substr(day, 1, 7), item;

create table month_customer (
	shop bigint not null,
	month text not null,
	customer text not null,
	sold bigint not null,
	bought bigint not null,
	revenue bigint not null,
	discount bigint not null,
	cost bigint not null,
	uncosted bigint not null,
	spent bigint not null,
	cash bigint not null,
	upi bigint not null,
	credit bigint not null,
	repaid bigint not null,
	bills bigint not null,
	lines bigint not null,
	expense bigint not null default 0,
	drawn bigint not null default 0,
	paid bigint not null default 0,
	sale_cash bigint not null,
	sale_upi bigint not null,
	primary key (shop, month, customer)
);
create index month_customer_customer on month_customer (shop, customer, month, sold, revenue, cost, uncosted, lines, sale_cash, sale_upi); -- all a question reads
insert into month_customer (shop, month, customer, sold, bought, revenue, discount, cost, uncosted, spent, cash, upi, credit, repaid, bills, lines, sale_cash, sale_upi)
	select shop, substr(day, 1, 7), customer, sum(sold), sum(bought), sum(revenue), sum(discount), sum(cost), sum(uncosted), sum(spent), sum(cash), sum(upi), sum(credit), sum(repaid), sum(bills), sum(lines), sum(sale_cash), sum(sale_upi)
	from day_customer group by shop, substr(day, 1, 7), customer;

-- +goose Down
drop table month_customer;
drop table month_item;
drop table day_customer_item;
alter table day_customer drop column sale_upi;
alter table day_customer drop column sale_cash;
alter table day_hour drop column sale_upi;
alter table day_hour drop column sale_cash;
alter table day_item drop column sale_upi;
alter table day_item drop column sale_cash;
alter table day_total drop column sale_upi;
alter table day_total drop column sale_cash;
