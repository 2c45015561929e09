-- What is published, by type and state, in the last complete listing?
select content_type, deployment_state, count(*) as item_count, sum(bundle_bytes) as bundle_bytes
from report.content_item
group by content_type, deployment_state
order by content_type, deployment_state;
