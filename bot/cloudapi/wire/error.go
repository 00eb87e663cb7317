package wire

// Error is what went wrong: in a webhook with a title, from the Graph API with a
// type and a trace id.
type Error struct {
	Message   String     `json:"message,omitempty"`
	Type      String     `json:"type,omitempty"` // OAuthException, …
	Code      Int        `json:"code"`
	Title     String     `json:"title,omitempty"`
	Data      *ErrorData `json:"error_data,omitempty"`
	Subcode   Int        `json:"error_subcode,omitempty"`
	Transient Bool       `json:"is_transient,omitempty"`
	UserTitle String     `json:"error_user_title,omitempty"` // why, where a form was filled in wrongly
	UserWords String     `json:"error_user_msg,omitempty"`
	Trace     String     `json:"fbtrace_id,omitempty"`
	Href      String     `json:"href,omitempty"`
}

// ErrorData says more about an [Error].
type ErrorData struct {
	Product String `json:"messaging_product,omitempty"`
	Details String `json:"details,omitempty"`
}

// Failure is the body of every answer of the Graph API that is not a success.
type Failure struct {
	Error Error `json:"error"`
}

// Error numbers.
// Source: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
const (
	CodeUnknownAPI      = 1      // something in the API broke
	CodeServiceDown     = 2      // the service is down for a while
	CodeCapability      = 3      // the app may not do this
	CodeAppRate         = 4      // the app asks too often
	CodePermission      = 10     // permission missing or withdrawn
	CodeUserRate        = 17     // the user of the token asks too often
	CodeParameter       = 100    // a parameter is wrong, or the object is not there
	CodeToken           = 190    // the token has expired or was withdrawn
	CodePermissionFirst = 200    // 200 to 299: permission missing or withdrawn
	CodePermissionLast  = 299    //
	CodePolicy          = 368    // blocked for a while for breaking the rules
	CodeCallRate        = 613    // this call is made too often
	CodeAccountRate     = 80007  // the business account asks too often
	CodeThroughput      = 130429 // more messages a second than the number may send
	CodeExperiment      = 130472 // the number is part of an experiment: no marketing
	CodeCountry         = 130497 // the business may not write to this country
	CodeGeneric         = 131000 // something went wrong
	CodeAccess          = 131005 // permission missing
	CodeMissing         = 131008 // a parameter is missing
	CodeInvalid         = 131009 // a parameter's value is wrong
	CodeUnavailable     = 131016 // a service is overloaded or down
	CodeSameNumber      = 131021 // sender and recipient are one
	CodeUndeliverable   = 131026 // the recipient cannot get it
	CodeNotListed       = 131030 // the recipient is not on the test number's list
	CodeLocked          = 131031 // the account is locked
	CodeDisplayName     = 131037 // the number's name is not approved
	CodePayment         = 131042 // nobody pays
	CodeCertificate     = 131045 // the number is not registered rightly
	CodeWindow          = 131047 // more than 24 hours since the user last wrote
	CodeSpam            = 131048 // too many messages were blocked or reported
	CodeMarketingCap    = 131049 // this user gets no more marketing for now
	CodeMarketingStop   = 131050 // this user wants no marketing
	CodeUnsupported     = 131051 // the type of the message is not supported
	CodeMediaDown       = 131052 // the user's file could not be had
	CodeMediaUp         = 131053 // our file could not be taken
	CodePairRate        = 131056 // too many messages to this one user
	CodeMaintenance     = 131057 // the account is being worked on
	CodeUnavailableKind = 131060 // the message cannot be had
	CodeTemplateParams  = 132000 // the wrong number of parameters
	CodeTemplateMissing = 132001 // no such template in this language
	CodeTemplateLong    = 132005 // too long once filled in
	CodeTemplatePolicy  = 132007 // against the rules
	CodeTemplateFormat  = 132012 // a parameter of the wrong form
	CodeTemplatePaused  = 132015 // paused for low quality
	CodeTemplateOff     = 132016 // disabled for low quality
	CodeTemplateLast    = 132999 // the last number about templates
	CodeServerDown      = 133004 // a server is down for a while
	CodeUnregistered    = 133010 // the number is not registered
	CodeWaitRegister    = 133015 // deleted just now: wait
	CodeRegisterRate    = 133016 // registered too often
	CodeUserError       = 135000 // the request failed for an unknown reason
)
