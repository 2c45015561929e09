-- Which items never worked, the oldest first, and whose are they?
select content_name, content_type, deployment_state, since_at, pseudonym, bundle_bytes
from report.content_never_deployed
where is_older_than_30_days
order by since_at
limit 20;
