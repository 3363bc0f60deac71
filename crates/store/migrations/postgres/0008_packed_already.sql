-- These columns hold what is compressed already. A server would try it once more, which takes longer than storing them.
ALTER TABLE kt_upload_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE kt_block ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE kt_outcome ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE kt_journal ALTER COLUMN packed SET STORAGE EXTERNAL;
