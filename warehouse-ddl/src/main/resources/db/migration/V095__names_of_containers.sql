-- Containers are called as their pods are, or as what made these, and so after people: the masked names take their place.
set local role wh_owner;

update mart.dim_container c
set container_name = case when c.container_name = n.pod_name then c.pod_name else c.workload_name end
from hr.container_name n
where n.container_key = c.container_key
  and (c.container_name = n.pod_name and c.pod_name <> n.pod_name
    or c.container_name = n.workload_name and c.workload_name <> n.workload_name);

-- Readers read statistics, too.
analyze mart.dim_container (container_name);
