-- When a feed asks not to be looked at, which RSS calls ttl, skipHours, skipDays.

ALTER TABLE remote ADD COLUMN rest_seconds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE remote ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0; -- bit n: hour n
                                             -- of Greenwich; 24 + n: day n, Sunday 0
