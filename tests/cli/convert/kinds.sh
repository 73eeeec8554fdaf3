# What is recognised and not read is named, with what makes a readable file of it.
. "$CASES/../captions"
printf 'Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9420\n' >a.scc
fails 3 quoth convert a.scc
printf '<SAMI>\n<BODY></BODY></SAMI>\n' >a.smi
fails 3 quoth convert a.smi
printf '850STL25.01100000000' >a.stl
fails 3 quoth convert a.stl
printf '%%PDF-1.7\n' >a.pdf
fails 3 quoth convert a.pdf
printf 'ID3\003\000\000\000\000\000\000' >a.mp3
fails 3 quoth convert a.mp3
fails 3 quoth index a.mp3
fails 3 quoth index a.scc
