-- How close words stand in a transcript at most: see crowding.h. Transcripts that
-- were indexed before know it when they are indexed again, or counted by reindex.

ALTER TABLE transcript ADD COLUMN crowding INTEGER; -- null: not known
