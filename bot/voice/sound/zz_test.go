package sound
import ("testing";"os";"time";"context")
func TestZ(t *testing.T){
 for _,f:=range []string{"a.wav","a.m4a","b.m4a","a.mp3","a22.mp3","a8.mp3","a.amr","a.ogg","a.webm"} {
  d,err:=os.ReadFile("/dev/shm/t/x/"+f); if err!=nil {t.Log(err);continue}
  s:=time.Now()
  c,err:=Decode(context.Background(),d,Limits{16<<20,10*time.Minute})
  t.Log(f,len(c),c.Length(),err,time.Since(s), c.Loudness())
  if f=="a.wav" { e,err:=OpenEncoder(); t.Log(err); s:=time.Now(); n,err:=e.Encode(context.Background(),c); t.Log(len(n.Data),n.Seconds,n.Wave,err,time.Since(s)); os.WriteFile("/dev/shm/t/x/out.ogg",n.Data,0600)
   r,err:=Decode(context.Background(),n.Data,Limits{16<<20,10*time.Minute}); t.Log(len(r),err)}
 }
}
