-- main_language_name: Language that the most repositories in use are mainly written in, be it the most of few; of
--  several with equally many the first by name
select
    language_name,
    main_repository_count,
    repository_count,
    mean_share_percent,
    author_count
from report.language_split
where period_name = :period
order by main_repository_count desc, repository_count desc, language_name

-- answer
select
    (array_agg(language_name order by main_repository_count desc, language_name))[1] as main_language_name,
    max(main_repository_count) as main_repository_count,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.language_split
where period_name = :period
