-- The packed words have counts of as many bytes as they need: see
-- schema/vocabulary.h. The program packs them anew when it brings an archive
-- here.

DELETE FROM vocabulary;
