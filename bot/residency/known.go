package residency

// entry is what the names of somebody's places in a country look like, and where
// he says so.
type entry struct {
	whose  string
	source string
	names  []string
}

// known are the places in each country. A name stands here when it tells the
// region itself; services whose names do not (Azure's
// *.postgres.database.azure.com, Google's bare *.googleapis.com) have to be listed
// by the operator, who alone knows which region he chose.
var known = map[string][]entry{"in": india}

var india = []entry{
	{
		whose:  "Amazon, Mumbai and Hyderabad",
		source: "https://docs.aws.amazon.com/general/latest/gr/rande.html",
		names: []string{
			"*.ap-south-1.amazonaws.com", "*.ap-south-1.rds.amazonaws.com", "*.ap-south-1.api.aws",
			"*.ap-south-2.amazonaws.com", "*.ap-south-2.rds.amazonaws.com", "*.ap-south-2.api.aws",
			"*.aps1.cache.amazonaws.com",
		},
	},
	{
		whose:  "Microsoft, Pune, Chennai and Mumbai",
		source: "https://learn.microsoft.com/azure/ai-services/speech-service/regions and /azure/reliability/regions-list",
		names: []string{
			"*.centralindia.cloudapp.azure.com", "*.southindia.cloudapp.azure.com", "*.westindia.cloudapp.azure.com",
			"centralindia.api.cognitive.microsoft.com", "*.centralindia.redis.azure.net", "*.southindia.redis.azure.net",
			"centralindia.stt.speech.microsoft.com", "centralindia.tts.speech.microsoft.com",
		},
	},
	{
		whose:  "Google, Mumbai and Delhi",
		source: "https://cloud.google.com/vertex-ai/docs/reference/rest and https://cloud.google.com/speech-to-text/v2/docs/locations",
		names: []string{
			"asia-south1-aiplatform.googleapis.com", "asia-south1-speech.googleapis.com",
			"asia-south2-aiplatform.googleapis.com", "asia-south2-speech.googleapis.com",
			"*.asia-south1.rep.googleapis.com", "*.asia-south2.rep.googleapis.com",
		},
	},
	{
		whose:  "Bhashini, of the Government of India",
		source: "https://bhashini.gitbook.io/bhashini-apis",
		names:  []string{"*.bhashini.gov.in"},
	},
	{
		whose:  "Sarvam, Bengaluru",
		source: "https://docs.sarvam.ai",
		names:  []string{"api.sarvam.ai"},
	},
}

// CloudAPI are the hosts of WhatsApp's Cloud API. None of them is in India: a
// number that was registered with data_localization_region IN has what was said
// stored there, and nowhere else after 60 minutes, but it passes through Meta's
// machines abroad. Whoever uses WhatsApp has agreed to that, and has to say so.
// Source: https://developers.facebook.com/docs/whatsapp/cloud-api/overview/local-storage
func CloudAPI() []string {
	return []string{"graph.facebook.com", "*.whatsapp.net", "*.fbcdn.net", "*.fbsbx.com", "*.facebook.com"}
}
