// Package opinion asks a language model what a message may mean when the offline
// understanding is not sure. The model proposes, the code decides: it may only name errands
// that the skills declare and quote words of the message for their slots. What it quotes is
// looked for in the message and read there by the same grammars as always, the rest is
// dropped; and nothing that came of it is done before the shopkeeper has said that he means
// it. No message, however it is worded, can make more of the model than a wrong question.
//
// Models are asked in order, each within a deadline; one that fails is left alone for a
// while. A person can make the bot ask so many times a day, and what was answered is
// remembered for some hours. Without a configured model nothing of this is there.
package opinion
