package cloudapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

const (
	// pageOfTemplates is how many templates are asked for at once: an answer of so
	// many is well below what is read of one.
	pageOfTemplates = 100
	// mostPages is how many pages are read. An account has 6000 templates at most.
	mostPages = 100
	// listed are the fields that are asked for.
	listed = "id,name,language,status,category,parameter_format,components"
)

// errAccount says that an account's id is none.
var errAccount = errors.New("cloudapi: the account must be the id of a WhatsApp Business account")

// Templates lists all templates that an account (a WABA id) holds, whatever their
// state. The error is a [bot.SendError], but for an account that is no id.
func (c *Channel) Templates(ctx context.Context, account string) ([]wire.TemplateInfo, error) {
	if !objectIDs.MatchString(account) {
		return nil, errAccount
	}
	var all []wire.TemplateInfo
	after := ""
	for range mostPages {
		query := url.Values{"fields": {listed}, "limit": {strconv.Itoa(pageOfTemplates)}}
		if after != "" {
			query.Set("after", after)
		}
		var page wire.TemplatePage
		if err := c.graph.json(ctx, http.MethodGet, account+"/message_templates?"+query.Encode(), nil, &page); err != nil {
			return nil, fmt.Errorf("cloudapi: templates: %w", err)
		}
		all = append(all, page.Data...)
		// The address of the next page is not followed: it holds the token, and could
		// name a machine of ours. Its cursor says the same.
		if page.Paging == nil || page.Paging.Next == "" || string(page.Paging.Cursors.After) == after || page.Paging.Cursors.After == "" {
			return all, nil
		}
		after = string(page.Paging.Cursors.After)
	}
	return nil, fmt.Errorf("cloudapi: templates: more than %d pages", mostPages)
}

// SubmitTemplate has a template looked at, and returns its id and its state, which
// is nearly always PENDING. One that is there already, under this name in this
// language, is refused. The error is a [bot.SendError], but for an account that is
// no id.
func (c *Channel) SubmitTemplate(ctx context.Context, account string, t wire.TemplateInfo) (id, status string, err error) {
	if !objectIDs.MatchString(account) {
		return "", "", errAccount
	}
	var made struct {
		ID     wire.String `json:"id"`
		Status wire.String `json:"status"`
	}
	if err := c.graph.json(ctx, http.MethodPost, account+"/message_templates", t, &made); err != nil {
		return "", "", fmt.Errorf("cloudapi: submit template: %w", err)
	}
	return string(made.ID), string(made.Status), nil
}
