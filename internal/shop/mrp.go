package shop

// OverMRP is the price printed on an item and what each of it was sold at, when that was
// more; false when it was not, or no MRP is known. What was sold is written all the same:
// it happened. But it is not learnt as the item's price, which may not be above MRP.
func (s Sold) OverMRP() (mrp, each Rate, over bool) {
	q, err := s.Qty.In(s.Item)
	if err != nil || s.Item.MRP <= 0 {
		return mrp, each, false
	}
	most, err := s.Item.MRP.Of(q)
	if err != nil || s.Revenue <= most {
		return mrp, each, false
	}
	per, err := s.Revenue.Per(q)
	mrp = Rate{Price: s.Item.MRP, Unit: s.Item.Unit}
	return mrp, Rate{Price: max(per, s.Item.MRP), Unit: s.Item.Unit}, err == nil
}
