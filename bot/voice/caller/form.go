package caller

import (
	"bytes"
	"mime/multipart"
	"net/textproto"
)

// File is a file that is sent in a form.
type File struct {
	Name string // by whose ending a service may go: "note.ogg"
	Kind string // "audio/ogg"
	Data []byte
}

// Form is a file with fields, as name and value by turns, and of what kind that is. Fields
// without a value are left out.
func Form(f File, fields ...string) (body []byte, kind string) {
	var out bytes.Buffer // writing to it cannot fail
	form := multipart.NewWriter(&out)
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i+1] != "" {
			_ = form.WriteField(fields[i], fields[i+1])
		}
	}
	head := textproto.MIMEHeader{}
	head.Set("Content-Disposition", multipart.FileContentDisposition("file", f.Name))
	head.Set("Content-Type", f.Kind)
	part, _ := form.CreatePart(head)
	_, _ = part.Write(f.Data)
	_ = form.Close()
	return out.Bytes(), form.FormDataContentType()
}
