package shop

import "context"

// SettingAt is where the shop is: a "geo:" URI (RFC 5870), with "u" the metres that
// it may be wrong by; "" until a PIN code or a location was told.
const SettingAt = "at"

// At is where the shop is, as [SettingAt] has it.
func (b *Book) At(ctx context.Context) (string, error) { return b.Setting(ctx, SettingAt) }
