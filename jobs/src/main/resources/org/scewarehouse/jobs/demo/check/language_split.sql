-- The report of languages in repositories.
select
    language_name as language, repository_count, main_repository_count, mean_share_percent, author_count
from report.language_split(?::date, ?::date)
