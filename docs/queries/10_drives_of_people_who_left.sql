-- What is kept for people who left?
select u.pseudonym, u.left_on, sum(v.used_bytes) as used_bytes
from mart.volume_day_counted v
join mart.dim_user_now u using (user_id)
where v.day = (select as_of_day from report.loaded_volume_days('-infinity', 'infinity'))
  and u.employment_status = 'left'
group by u.pseudonym, u.left_on
order by used_bytes desc nulls last;
