-- The report of versions that items run on.
select
    language_name as language, runtime_version as version, item_count, viewed_item_count, owner_count, is_installed
from report.content_runtime
