-- How a source's files are laid out, where that was said by --pattern.

ALTER TABLE source ADD COLUMN pattern TEXT;
