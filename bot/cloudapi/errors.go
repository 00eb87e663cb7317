package cloudapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// verdict is what can be done about the numbers from first to last.
type verdict struct {
	first, last int
	fault       bot.Fault
}

// verdicts are what can be done about Meta's numbers; the first that fits holds.
// Source: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
var verdicts = []verdict{
	{wire.CodeUnknownAPI, wire.CodeServiceDown, bot.Transient},
	{wire.CodeCapability, wire.CodeCapability, bot.Locked},
	{wire.CodeAppRate, wire.CodeAppRate, bot.Throttled},
	{wire.CodePermission, wire.CodePermission, bot.Locked},
	{wire.CodeUserRate, wire.CodeUserRate, bot.Throttled},
	{wire.CodeParameter, wire.CodeParameter, bot.Refused},
	{wire.CodeToken, wire.CodeToken, bot.Locked},
	{wire.CodePermissionFirst, wire.CodePermissionLast, bot.Locked},
	{wire.CodePolicy, wire.CodePolicy, bot.Locked},
	{wire.CodeCallRate, wire.CodeCallRate, bot.Throttled},
	{wire.CodeAccountRate, wire.CodeAccountRate, bot.Throttled},
	{wire.CodeThroughput, wire.CodeThroughput, bot.Throttled},
	{wire.CodeExperiment, wire.CodeExperiment, bot.Refused},
	{wire.CodeCountry, wire.CodeCountry, bot.Refused},
	{wire.CodeGeneric, wire.CodeGeneric, bot.Transient},
	{wire.CodeAccess, wire.CodeAccess, bot.Locked},
	{wire.CodeMissing, wire.CodeInvalid, bot.Refused},
	{wire.CodeUnavailable, wire.CodeUnavailable, bot.Transient},
	{wire.CodeSameNumber, wire.CodeSameNumber, bot.Refused},
	{wire.CodeUndeliverable, wire.CodeUndeliverable, bot.Refused},
	{wire.CodeNotListed, wire.CodeNotListed, bot.Refused},
	{wire.CodeLocked, wire.CodeLocked, bot.Locked},
	{wire.CodeDisplayName, wire.CodeDisplayName, bot.Locked},
	{wire.CodePayment, wire.CodePayment, bot.Locked},
	{wire.CodeCertificate, wire.CodeCertificate, bot.Locked},
	{wire.CodeWindow, wire.CodeWindow, bot.Closed},
	{wire.CodeSpam, wire.CodeSpam, bot.Throttled},
	{wire.CodeMarketingCap, wire.CodeMarketingStop, bot.Refused},
	{wire.CodeUnsupported, wire.CodeUnsupported, bot.Refused},
	{wire.CodeMediaDown, wire.CodeMediaUp, bot.Transient},
	{wire.CodePairRate, wire.CodePairRate, bot.Throttled},
	{wire.CodeMaintenance, wire.CodeMaintenance, bot.Transient},
	{wire.CodeTemplatePaused, wire.CodeTemplateOff, bot.Closed}, // nothing is wrong with the bubble
	{wire.CodeTemplateParams, wire.CodeTemplateLast, bot.Refused},
	{wire.CodeServerDown, wire.CodeServerDown, bot.Transient},
	{wire.CodeUnregistered, wire.CodeUnregistered, bot.Locked},
	{wire.CodeWaitRegister, wire.CodeRegisterRate, bot.Throttled},
	{wire.CodeUserError, wire.CodeUserError, bot.Refused},
}

// refusal is what the Graph API said, as a [bot.SendError].
func refusal(resp *http.Response, raw []byte) error {
	var f wire.Failure
	_ = json.Unmarshal(raw, &f) // what is no JSON is judged by its status
	code := int(f.Error.Code)
	words := say(f.Error)
	if words == "" || code == 0 {
		words = "no reason given"
	}
	return &bot.SendError{
		Fault: judge(resp.StatusCode, f.Error),
		Code:  code,
		After: retryAfter(resp),
		Err:   fmt.Errorf("cloudapi: status %d: %s", resp.StatusCode, words),
	}
}

// judge finds the kind of a fault by its number, or else by the status.
func judge(status int, e wire.Error) bot.Fault {
	code := int(e.Code)
	for _, v := range verdicts {
		if code >= v.first && code <= v.last {
			return v.fault
		}
	}
	switch {
	case bool(e.Transient):
		return bot.Transient
	case status == http.StatusTooManyRequests:
		return bot.Throttled
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return bot.Locked
	case status == http.StatusGatewayTimeout, status == http.StatusBadGateway, status == http.StatusInternalServerError && code == 0:
		return bot.Uncertain // something behind the gateway may have heard it
	case status >= 500 || status < 400 || status == http.StatusRequestTimeout:
		return bot.Transient
	}
	return bot.Refused
}

// longestWait is the longest that a server may make us wait.
const longestWait = time.Hour

// retryAfter is what the server asks us to wait, in seconds; 0 when it does not.
func retryAfter(resp *http.Response) time.Duration {
	n, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	if err != nil || n < 0 {
		return 0
	}
	return min(time.Duration(min(n, 1<<20))*time.Second, longestWait)
}
