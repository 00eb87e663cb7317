// Package whatsapp is the bot on a WhatsApp number of one's own, as a linked device
// beside a phone (whatsmeow), where the Cloud API is not wanted. There are no buttons
// there: choices are numbered lines, and a number, or the words, answers them. Nothing is
// acknowledged to WhatsApp before the sink has stored it; a message of ours has its id
// before it is sent, so that sending it once more shows it once.
//
// It is against WhatsApp's terms, and WhatsApp may close the number: see
// docs/going-live.md.
package whatsapp
