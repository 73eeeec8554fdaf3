<?xml version="1.0" encoding="utf-8"?>
<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">
  <psc:chapter start="00:00:00.000" title="Anfang &amp; Gruß" href="https://example.org"/>
  <psc:chapter start="00:01:02.5" title="Mitte"/>
</psc:chapters>
