// Package sphinx hears commands of a small vocabulary, without anybody's help.
package sphinx
