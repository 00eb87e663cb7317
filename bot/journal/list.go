package journal

import (
	"strconv"
	"strings"
)

// placeholders writes n numbered placeholders for an "in (…)", from is the first
// one's number.
func placeholders(from, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "$" + strconv.Itoa(from+i)
	}
	return strings.Join(list, ", ")
}

// with appends a list to the arguments of a query.
func with[T any](args []any, list []T) []any {
	for _, v := range list {
		args = append(args, v)
	}
	return args
}
