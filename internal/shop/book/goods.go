package book

import (
	"time"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// What the demo shop is made of.
const (
	demoName  = "Gupta Kirana (demo)"
	demoPlace = "Indore"
)

// demoPeople have accounts in the demo shop. Two are called Ramesh: they are
// told apart by a second word.
var demoPeople = [...]string{
	"Ramesh Patil", "Ramesh Jadhav", "Suresh", "Kumar", "Sunita", "Geeta Sharma", "Imran", "Lakshmi",
}

// demoHours are the hours of bills: a busy morning, a busier evening.
var demoHours = [...]int{8, 8, 9, 9, 9, 10, 10, 11, 12, 13, 15, 16, 17, 17, 18, 18, 18, 19, 19, 19, 20}

// good is an item of the demo shop.
type good struct {
	id    string
	like  int     // how often it is picked, against the others
	fest  int     // the same before a festival
	cost  int64   // percent of the selling price
	sizes []int64 // quantities it is bought in, thousandths
	low   bool    // about to run out at the end
}

func (g good) likes(rush bool) int {
	if rush {
		return g.fest
	}
	return g.like
}

// daily is what is sold of it on a plain day, thousandths: two lines a bill,
// spread over all goods by how much they are liked.
func (g good) daily() int64 {
	liked, mean := 0, int64(0)
	for _, other := range demoGoods {
		liked += other.like
	}
	for _, n := range g.sizes {
		mean += n
	}
	return mean / int64(len(g.sizes)) * 2 * demoBills * int64(g.like) / int64(liked)
}

var (
	loose = []int64{500, 1000, 1000, 2000}
	spice = []int64{50, 100, 100, 250}
	heavy = []int64{1000, 2000, 5000}
	some  = []int64{1000, 2000, 3000}
	one   = []int64{1000, 1000, 2000}
)

// demoGoods are sold in the demo shop; all are in the kirana starter.
var demoGoods = [...]good{
	{id: "sugar", like: 10, fest: 22, cost: 90, sizes: loose},
	{id: "atta", like: 9, fest: 9, cost: 90, sizes: heavy},
	{id: "toor-dal", like: 6, fest: 5, cost: 88, sizes: loose},
	{id: "moong-dal", like: 4, fest: 4, cost: 88, sizes: loose, low: true},
	{id: "chana-dal", like: 3, fest: 6, cost: 88, sizes: loose},
	{id: "basmati", like: 4, fest: 6, cost: 86, sizes: heavy},
	{id: "poha", like: 4, fest: 4, cost: 85, sizes: loose},
	{id: "suji", like: 3, fest: 8, cost: 86, sizes: loose},
	{id: "besan", like: 3, fest: 12, cost: 86, sizes: loose},
	{id: "maida", like: 3, fest: 10, cost: 87, sizes: loose},
	{id: "salt", like: 5, fest: 4, cost: 90, sizes: one},
	{id: "mustard-oil", like: 5, fest: 9, cost: 92, sizes: one},
	{id: "amul-ghee", like: 1, fest: 6, cost: 93, sizes: []int64{500, 500, 1000}},
	{id: "haldi-powder", like: 3, fest: 3, cost: 80, sizes: spice},
	{id: "mirch-powder", like: 3, fest: 3, cost: 80, sizes: spice},
	{id: "jeera", like: 3, fest: 3, cost: 82, sizes: spice},
	{id: "tea-loose", like: 5, fest: 5, cost: 82, sizes: spice},
	{id: "maggi", like: 9, fest: 7, cost: 88, sizes: some},
	{id: "parle-g", like: 12, fest: 10, cost: 90, sizes: some, low: true},
	{id: "good-day", like: 6, fest: 8, cost: 88, sizes: some},
	{id: "lays", like: 7, fest: 9, cost: 88, sizes: some},
	{id: "bread", like: 5, fest: 3, cost: 88, sizes: one},
	{id: "egg", like: 5, fest: 2, cost: 85, sizes: []int64{6000, 6000, 12000}},
	{id: "surf-excel", like: 5, fest: 6, cost: 90, sizes: some},
	{id: "vim-bar", like: 4, fest: 5, cost: 89, sizes: one},
	{id: "lux", like: 4, fest: 5, cost: 89, sizes: one},
	{id: "agarbatti", like: 3, fest: 14, cost: 75, sizes: one},
}

// rhythm is how busy a day of the week is, in percent of a plain one.
func rhythm(d shop.Day) int {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 100
	}
	return [...]int{135, 85, 90, 95, 95, 110, 125}[t.Weekday()]
}

// diwali is the festival's day in each year.
var diwali = [...]shop.Day{
	"2024-10-31", "2025-10-20", "2026-11-08", "2027-10-29", "2028-10-17", "2029-11-05", "2030-10-26",
}

// rush is how much a festival lifts a day, in percent of a plain one: the week
// up to Diwali, or in other seasons a local fair's week, ending three weeks
// before the end.
func rush(end, d shop.Day) int {
	feast := end.Plus(-21)
	for _, day := range diwali {
		if day < end.Plus(-1) && day > end.Plus(7-demoSpan) {
			feast = day
		}
	}
	switch {
	case d > feast || d <= feast.Plus(-7):
		return 100
	case d > feast.Plus(-3):
		return 240
	}
	return 170
}
